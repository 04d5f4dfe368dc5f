-- What its movements have come to.
-- :held_minor bigint · :state text · :fee_minor bigint · :kept_minor bigint · :billed_minor bigint · :bill_id text?
-- :lost_by text? · :now bigint · :deposit_id text
update finance_deposit set held_minor = :held_minor, state = :state, fee_minor = :fee_minor, kept_minor = :kept_minor,
  billed_minor = :billed_minor, bill_id = :bill_id, lost_by = :lost_by, updated_at = :now
where deposit_id = :deposit_id
