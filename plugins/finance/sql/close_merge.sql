-- The cards are two again.
-- :now bigint · :merge_id text
update finance_merge set undone_at = :now where merge_id = :merge_id
