-- A membership that was sold or given.
-- :membership_id text · :number bigint · :plan_id text · :client_id text · :branch_id text · :name_uz text · :name_ru text · :name_en text · :price_minor bigint
-- :paid_minor bigint · :visits bigint · :visits_left bigint · :unit_minor bigint · :value_left_minor bigint · :mode text · :named boolean · :valid_days bigint · :no_show_burns boolean · :refund_by text
-- :freeze_days_max bigint · :start_day text? · :expires_day text? · :expires_at bigint? · :state text · :bill_id text? · :line_id text? · :now bigint
insert into loyalty_membership (membership_id, number, plan_id, client_id, branch_id, name_uz, name_ru, name_en, price_minor, paid_minor,
  visits, visits_left, visits_held, unit_minor, value_left_minor, mode, named, valid_days, no_show_burns, refund_by, freeze_days_max,
  frozen_days, frozen_from, start_day, expires_day, expires_at, state, bill_id, line_id, created_at, updated_at)
values (:membership_id, :number, :plan_id, :client_id, :branch_id, :name_uz, :name_ru, :name_en, :price_minor, :paid_minor,
  :visits, :visits_left, 0, :unit_minor, :value_left_minor, :mode, :named, :valid_days, :no_show_burns, :refund_by, :freeze_days_max,
  0, null, :start_day, :expires_day, :expires_at, :state, :bill_id, :line_id, :now, :now)
