-- Who has this number, and on how many cards it is (R-C3). Archived people included: they may come back.
-- :phone text
select c.client_id, c.given_skeleton, c.surname_skeleton, c.birth_date, p.shared,
  (select count(*) from clients_phone o where o.phone = :phone) as cards
from clients_phone p
join clients_client c on c.client_id = p.client_id
where p.phone = :phone
limit 50
