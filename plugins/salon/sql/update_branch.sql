-- A branch as its form says.
-- :name text · :timezone text · :address text? · :phone text? · :now bigint · :branch_id text
update salon_branch set name = :name, timezone = :timezone, address = :address, phone = :phone, updated_at = :now
where branch_id = :branch_id
