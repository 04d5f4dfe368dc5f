-- Takes away the addresses of one kind that the form no longer lists.
-- :client_id text · :kind text · :kept text ('' = none)
delete from clients_contact where client_id = :client_id and kind = :kind and address <> :kept
