-- Whether this was settled before.
-- :kind text · :source_id text
-- one
select deposit_move_id from finance_deposit_move where kind = :kind and source_id = :source_id
