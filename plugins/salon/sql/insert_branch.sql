-- A new branch, after the others.
-- :branch_id text · :name text · :timezone text · :address text? · :phone text? · :now bigint
insert into salon_branch (branch_id, name, timezone, address, phone, position, created_at, updated_at)
select :branch_id, :name, :timezone, :address, :phone, coalesce(max(position), 0) + 1, :now, :now from salon_branch
