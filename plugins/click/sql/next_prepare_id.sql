-- The number of the next attempt. Two that are given the same at once meet at the key, and one is run again.
-- one
-- row Next
select coalesce(max(prepare_id), 0) + 1 as prepare_id from click_transaction
