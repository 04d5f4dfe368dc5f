-- What came in for a visit and has not gone back, by tender.
-- :appointment_id text
-- row DepositTender
select tender, coalesce(sum(amount_minor), 0) as amount_minor from finance_deposit_move
where appointment_id = :appointment_id and kind in ('taken', 'returned') group by tender order by tender
