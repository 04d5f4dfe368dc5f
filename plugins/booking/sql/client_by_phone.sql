-- Whose numbers these are; archived people included.
-- :phones list of text
select phone, client_id from x_clients_client_phone where phone in (:phones)
