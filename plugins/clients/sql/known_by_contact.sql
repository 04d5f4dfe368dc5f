-- Who has this address.
-- :kind text · :address text
select c.client_id, c.given_skeleton, c.surname_skeleton, c.birth_date
from clients_contact a
join clients_client c on c.client_id = a.client_id
where a.kind = :kind and a.address = :address
limit 50
