-- A shift opens.
-- :shift_id text · :desk_id text · :branch_id text · :number bigint · :day text · :opening_minor bigint · :now bigint
-- :person_id text? · :person_name text? · :reopens text?
insert into finance_shift (shift_id, desk_id, branch_id, number, day, state, opening_minor, opened_at, opened_by, opened_by_name, reopens)
values (:shift_id, :desk_id, :branch_id, :number, :day, 'open', :opening_minor, :now, :person_id, :person_name, :reopens)
