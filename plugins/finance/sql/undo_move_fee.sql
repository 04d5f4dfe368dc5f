-- The move was taken back, and its fee with it.
-- :now bigint · :change_id text
update finance_move_fee set undone_at = :now where change_id = :change_id
