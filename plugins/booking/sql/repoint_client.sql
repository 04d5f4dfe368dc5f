-- Two cards became one: visits follow.
-- :from_id text · :to_id text? · :now bigint
update booking_appointment set client_id = :to_id, updated_at = :now where client_id = :from_id
