-- Stores of a branch, or of all branches with ''.
-- :branch_id text
-- row Store
select store_id, branch_id, staff_id, kind, name, archived_at from inventory_store
where (branch_id = :branch_id or :branch_id = '') and archived_at is null
order by case kind when 'consumables' then 0 when 'retail' then 1 when 'box' then 2 else 3 end, name
