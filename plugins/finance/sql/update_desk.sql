-- Its name and its rounding.
-- :name text · :round_to_minor bigint · :desk_id text
update finance_desk set name = :name, round_to_minor = :round_to_minor where desk_id = :desk_id
