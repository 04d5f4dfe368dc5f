-- A new store. A second box of the same master is refused.
-- :store_id text · :branch_id text · :staff_id text? · :kind text · :name text · :now bigint
insert into inventory_store (store_id, branch_id, staff_id, kind, name, archived_at, created_at)
values (:store_id, :branch_id, :staff_id, :kind, :name, null, :now)
