-- These two are not one person; remembered for everyone.
-- :now bigint · :client_id text (the smaller id) · :other_client_id text
update clients_duplicate set state = 'different', decided_at = :now
where client_id = :client_id and other_client_id = :other_client_id
