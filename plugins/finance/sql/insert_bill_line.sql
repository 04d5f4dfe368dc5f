-- A line of a bill.
-- :bill_line_id text · :bill_id text · :position bigint · :kind text · :subject text? · :name text · :staff_id text?
-- :quantity_milli bigint · :price_minor bigint · :discount_minor bigint · :total_minor bigint · :reasons text?
insert into finance_bill_line (bill_line_id, bill_id, position, kind, subject, name, staff_id, quantity_milli, price_minor,
  discount_minor, total_minor, reasons)
values (:bill_line_id, :bill_id, :position, :kind, :subject, :name, :staff_id, :quantity_milli, :price_minor, :discount_minor,
  :total_minor, :reasons)
