-- Has this client been served before, as far as the calendar knows?
-- :client_id text · :before_at bigint
-- one
select count(*) as visits from x_booking_appointment where client_id = :client_id and state = 'completed' and start_at < :before_at
