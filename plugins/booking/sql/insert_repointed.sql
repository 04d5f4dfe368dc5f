-- Remembers which visits follow a merged client (R-C5).
-- :client_id text · :now bigint · :merged_client_id text
insert into booking_repointed (appointment_id, merged_client_id, client_id, repointed_at)
select a.appointment_id, a.client_id, :client_id, :now from booking_appointment a where a.client_id = :merged_client_id
on conflict (merged_client_id, client_id, appointment_id) do nothing
