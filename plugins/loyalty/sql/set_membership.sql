-- What is left of it, and until when.
-- :visits_left bigint · :visits_held bigint · :value_left_minor bigint · :frozen_days bigint · :frozen_from text? · :start_day text? · :expires_day text? · :expires_at bigint? · :state text · :now bigint · :membership_id text
update loyalty_membership set visits_left = :visits_left, visits_held = :visits_held, value_left_minor = :value_left_minor,
  frozen_days = :frozen_days, frozen_from = :frozen_from, start_day = :start_day, expires_day = :expires_day, expires_at = :expires_at,
  state = :state, updated_at = :now
where membership_id = :membership_id
