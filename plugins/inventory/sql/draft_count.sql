-- Orders of a branch that wait to be sent.
-- :branch_id text
-- one
select count(*) as drafts from inventory_order where branch_id = :branch_id and state = 'draft'
