-- Clients by the last digits of a number, or by a whole one.
-- :tail text (the digits backwards) · :tail_end text (what no longer begins with them) · :archived boolean · :limit bigint
-- row ClientRow
select distinct c.client_id, c.display_name, c.first_name, c.last_name, c.birth_date, c.language, c.source, c.tags, c.warning,
  c.created_at, c.archived_at, m.phone
from clients_phone p
join clients_client c on c.client_id = p.client_id
left join clients_phone m on m.client_id = c.client_id and m.main
where p.reversed >= :tail and p.reversed < :tail_end and (c.archived_at is not null) = :archived
order by c.display_name, c.client_id
limit :limit
