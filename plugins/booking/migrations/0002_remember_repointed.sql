-- Additive. Which visits followed a client into another card when the two were merged, so that they go back if the
-- merge is taken back (R-C5). Visits booked afterwards are not here and stay with the card they were booked for.

create table booking_repointed (
  appointment_id text not null references booking_appointment (appointment_id),
  -- The card that is gone.
  merged_client_id text not null,
  -- The card that stays.
  client_id text not null,
  repointed_at bigint not null,
  primary key (merged_client_id, client_id, appointment_id)
);
