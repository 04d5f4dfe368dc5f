-- What became part of a card and can still be taken out again (R-C5), the newest first.
-- :client_id text · :since bigint
select m.merge_id, m.merged_client_id, c.display_name, m.person_name, m.merged_at
from clients_merge m
join clients_client c on c.client_id = m.merged_client_id
where m.client_id = :client_id and m.unmerged_at is null and m.merged_at >= :since
order by m.merged_at desc, m.merge_id desc
