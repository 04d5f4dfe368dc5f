-- What became of it.
-- :state text · :ended_at bigint · :note text? · :prepare_id bigint
update click_transaction set state = :state, ended_at = :ended_at, note = :note where prepare_id = :prepare_id
