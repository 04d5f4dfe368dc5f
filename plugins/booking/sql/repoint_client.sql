-- Two cards became one: visits follow.
-- :to_id text? · :now bigint · :from_id text
update booking_appointment set client_id = :to_id, updated_at = :now where client_id = :from_id
