-- Who has this whole name, and whether they can be reached at all (R-C3: then the name is not everything); cards that became part of another are nobody.
-- :given text · :surname text
select c.client_id, c.given_skeleton, c.surname_skeleton, c.birth_date,
  exists (select 1 from clients_phone p where p.client_id = c.client_id)
    or exists (select 1 from clients_contact a where a.client_id = c.client_id) as reachable
from clients_client c
where c.given_skeleton = :given and c.surname_skeleton = :surname and c.merged_into_id is null
limit 50
