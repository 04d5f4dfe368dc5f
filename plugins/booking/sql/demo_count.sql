-- How much of the demo is there.
-- one
select count(*) as appointments from booking_appointment where source = 'demo'
