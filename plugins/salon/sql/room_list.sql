-- Rooms and chairs of a branch.
-- :branch_id text
select room_id, name, position from salon_room where branch_id = :branch_id and archived_at is null order by position, name
