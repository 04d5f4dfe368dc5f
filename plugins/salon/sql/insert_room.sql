-- A new room, after the others of its branch.
-- :room_id text · :branch_id text · :name text · :now bigint
insert into salon_room (room_id, branch_id, name, position, created_at)
select :room_id, :branch_id, :name, coalesce(max(position), 0) + 1, :now from salon_room where branch_id = :branch_id
