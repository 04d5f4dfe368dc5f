-- When the invariants held, or what did not.
-- :check_id text · :day text · :at bigint · :entries bigint · :faults bigint · :said text?
insert into finance_check (check_id, day, at, entries, faults, said) values (:check_id, :day, :at, :entries, :faults, :said)
