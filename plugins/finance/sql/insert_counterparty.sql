-- A counterparty.
-- :counterparty_id text · :kind text · :name text · :phone text? · :tax_number text? · :now bigint
insert into finance_counterparty (counterparty_id, kind, name, phone, tax_number, created_at)
values (:counterparty_id, :kind, :name, :phone, :tax_number, :now)
