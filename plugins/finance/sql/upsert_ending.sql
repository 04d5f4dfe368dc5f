-- A bill is to end by a job of its own.
-- :bill_id text · :now bigint
insert into finance_bill_ending (bill_id, planned_at) values (:bill_id, :now)
on conflict (bill_id) do update set planned_at = excluded.planned_at
