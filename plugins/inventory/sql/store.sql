-- One store.
-- :store_id text
-- one
-- row Store
select store_id, branch_id, staff_id, kind, name, archived_at from inventory_store where store_id = :store_id
