-- Puts a room away.
-- :now bigint · :room_id text
update salon_room set archived_at = :now where room_id = :room_id
returning branch_id
