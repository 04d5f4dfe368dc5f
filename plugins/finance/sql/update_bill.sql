-- Its sums and state after money came or went.
-- :state text · :paid_minor bigint · :debt_minor bigint · :refunded_minor bigint · :refunded_points bigint
-- :tips_minor bigint · :silent text? · :closed_at bigint? · :now bigint · :bill_id text
update finance_bill set state = :state, paid_minor = :paid_minor, debt_minor = :debt_minor, refunded_minor = :refunded_minor,
  refunded_points = :refunded_points, tips_minor = :tips_minor, silent = :silent, closed_at = :closed_at, updated_at = :now
where bill_id = :bill_id
