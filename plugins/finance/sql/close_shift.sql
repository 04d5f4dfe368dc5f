-- A shift closes, once.
-- :expected_minor bigint · :counted_minor bigint · :difference_minor bigint · :note text? · :now bigint
-- :person_id text? · :person_name text? · :shift_id text
update finance_shift set state = 'closed', expected_minor = :expected_minor, counted_minor = :counted_minor,
  difference_minor = :difference_minor, note = :note, closed_at = :now, closed_by = :person_id, closed_by_name = :person_name
where shift_id = :shift_id and state = 'open'
