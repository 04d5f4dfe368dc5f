-- What waits to be given back, the oldest first.
-- :branch_id text
-- row DepositRow
select d.appointment_id, d.client_id, d.held_minor, d.kept_minor, d.updated_at, a.number, a.start_at, a.state
from finance_deposit d left join x_booking_appointment a on a.appointment_id = d.appointment_id
where d.state = 'back' and d.held_minor > 0 and d.branch_id = :branch_id order by d.updated_at, d.appointment_id limit 200
