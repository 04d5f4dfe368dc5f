-- Lines of a provider that are in no payout yet, the newest first: what nobody explains does not hide what is new.
-- :tender text · :limit bigint
-- row RegisterLine
select register_id, reference, day, amount_minor, fee_minor from finance_register r
where tender = :tender and not exists (select 1 from finance_payout_part p where p.register_id = r.register_id)
order by day desc, reference, register_id limit :limit
