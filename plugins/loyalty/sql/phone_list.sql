-- Numbers of both sides of a recommendation.
-- :client_ids list of text
select client_id, phone from x_clients_client_phone where client_id in (:client_ids)
