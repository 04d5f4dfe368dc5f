-- Pairs that wait for a decision, likeliest first.
-- :limit bigint
select d.client_id, d.other_client_id, d.score, d.found_at,
  a.display_name, a.birth_date, a.created_at, p.phone,
  b.display_name as other_display_name, b.birth_date as other_birth_date, b.created_at as other_created_at, q.phone as other_phone
from clients_duplicate d
join clients_client a on a.client_id = d.client_id and a.archived_at is null
join clients_client b on b.client_id = d.other_client_id and b.archived_at is null
left join clients_phone p on p.client_id = a.client_id and p.main
left join clients_phone q on q.client_id = b.client_id and q.main
where d.state = 'open'
order by d.score desc, d.client_id, d.other_client_id
limit :limit
