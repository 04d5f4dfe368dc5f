-- Its name and its rounding.
-- :desk_id text · :name text · :round_to_minor bigint
update finance_desk set name = :name, round_to_minor = :round_to_minor where desk_id = :desk_id
