-- What somebody has been told about a branch.
-- :branch_id text
-- row Alert
select item_id, branch_id, kind, available_milli, at from inventory_alert where branch_id = :branch_id
