-- The merge was taken back: what followed goes home, unless somebody has given it to a third card since.
-- :merged_client_id text · :now bigint · :client_id text
update booking_appointment set client_id = :merged_client_id, updated_at = :now
where client_id = :client_id and appointment_id in (
  select r.appointment_id from booking_repointed r
  where r.merged_client_id = :merged_client_id and r.client_id = :client_id)
