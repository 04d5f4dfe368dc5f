-- What booked visits will bring, by day.
-- :branch_id text · :from text · :to text
-- row BookedDay
select day, count(*) as visits, coalesce(sum(total_minor), 0) as total_minor from x_booking_appointment
where branch_id = :branch_id and day >= :from and day <= :to and state in ('booked', 'confirmed', 'arrived', 'in_service') and total_minor > 0
group by day order by day
