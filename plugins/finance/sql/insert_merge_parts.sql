-- R-C5: what a merge moves, before it does; told again, what came meanwhile.
-- :merge_id text · :from_id text
insert into finance_merge_part (merge_id, kind, part_id)
select :merge_id, 'bill', bill_id from finance_bill where client_id = :from_id
union all select :merge_id, 'deposit', appointment_id from finance_deposit where client_id = :from_id
on conflict (merge_id, kind, part_id) do nothing
