-- This line was this tender.
-- :register_id text · :bill_tender_id text · :payout_id text · :day text
insert into finance_payout_line (register_id, bill_tender_id, payout_id, day) values (:register_id, :bill_tender_id, :payout_id, :day)
