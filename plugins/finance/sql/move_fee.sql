-- What a late move of a visit cost.
-- :change_id text
-- one
select change_id, kept_minor, billed_minor, bill_id, undone_at from finance_move_fee where change_id = :change_id
