-- How long chairs were taken by the visits of these bills.
-- :from text · :to text · :branch_id text?
-- row WorkMinutes
select a.staff_id, a.service_id, coalesce(sum(a.duration_minutes), 0) as minutes
from finance_bill b join x_booking_appointment_line a on a.appointment_id = b.appointment_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid')
group by a.staff_id, a.service_id
