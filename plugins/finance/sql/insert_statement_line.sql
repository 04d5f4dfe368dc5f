-- A provider's line; the same one again is the same.
-- :statement_line_id text · :provider text · :reference text · :amount_minor bigint · :fee_minor bigint · :day text · :now bigint
insert into finance_statement_line (statement_line_id, provider, reference, amount_minor, fee_minor, day, imported_at)
values (:statement_line_id, :provider, :reference, :amount_minor, :fee_minor, :day, :now) on conflict (provider, reference) do nothing
