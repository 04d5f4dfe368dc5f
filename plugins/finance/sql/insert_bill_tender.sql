-- Money (or what stands for it) taken or given back.
-- :bill_tender_id text · :bill_id text · :refund_id text? · :tender text · :reference text? · :bill_line_id text? · :amount_minor bigint
-- :money boolean · :desk_id text? · :shift_id text? · :day text · :at bigint
insert into finance_bill_tender (bill_tender_id, bill_id, refund_id, tender, reference, bill_line_id, amount_minor, money, desk_id, shift_id, day, at)
values (:bill_tender_id, :bill_id, :refund_id, :tender, :reference, :bill_line_id, :amount_minor, :money, :desk_id, :shift_id, :day, :at)
