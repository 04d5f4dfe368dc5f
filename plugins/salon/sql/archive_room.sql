-- Puts a room away.
-- :room_id text · :now bigint
update salon_room set archived_at = :now where room_id = :room_id
returning branch_id
