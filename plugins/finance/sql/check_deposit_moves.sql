-- Deposits that are not the sum of their movements.
-- row CheckDeposit
select d.appointment_id, d.held_minor, coalesce(sum(m.amount_minor), 0) as moved_minor
from finance_deposit d left join finance_deposit_move m on m.appointment_id = d.appointment_id
group by d.appointment_id, d.held_minor having coalesce(sum(m.amount_minor), 0) <> d.held_minor limit 20
