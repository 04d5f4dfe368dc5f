-- A line of a refund.
-- :refund_line_id text · :refund_id text · :bill_id text · :bill_line_id text · :quantity_milli bigint · :amount_minor bigint
insert into finance_refund_line (refund_line_id, refund_id, bill_id, bill_line_id, quantity_milli, amount_minor)
values (:refund_line_id, :refund_id, :bill_id, :bill_line_id, :quantity_milli, :amount_minor)
