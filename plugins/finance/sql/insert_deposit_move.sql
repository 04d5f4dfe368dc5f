-- A movement of a deposit.
-- :deposit_move_id text · :appointment_id text · :kind text · :tender text? · :reference text? · :amount_minor bigint
-- :source_id text · :desk_id text? · :shift_id text? · :person_name text? · :day text · :at bigint
insert into finance_deposit_move (deposit_move_id, appointment_id, kind, tender, reference, amount_minor, source_id, desk_id, shift_id, person_name, day, at)
values (:deposit_move_id, :appointment_id, :kind, :tender, :reference, :amount_minor, :source_id, :desk_id, :shift_id, :person_name, :day, :at)
