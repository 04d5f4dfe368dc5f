-- What became of it.
-- :state bigint · :performed_at bigint? · :cancelled_at bigint? · :reason bigint? · :reference text
update payme_transaction set state = :state, performed_at = :performed_at, cancelled_at = :cancelled_at, reason = :reason
where reference = :reference
