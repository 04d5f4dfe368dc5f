-- Deposits of a branch in a state that hold something, the one that rested longest first, from behind one of them on.
-- :branch_id text · :shown text · :after bigint · :behind text · :limit bigint
-- row DepositRow
select d.appointment_id, d.client_id, d.held_minor, d.kept_minor, d.updated_at, a.number, a.start_at, a.state
from finance_deposit d left join x_booking_appointment a on a.appointment_id = d.appointment_id
where d.state = :shown and d.held_minor > 0 and d.branch_id = :branch_id
  and (d.updated_at > :after or (d.updated_at = :after and d.appointment_id > :behind))
order by d.updated_at, d.appointment_id limit :limit
