-- One page of the list: by name, archived or not, narrowed by words, age of the card and birthday.
-- :archived boolean · :created_from bigint (ms, 0 = any) · :word_1 text · :word_2 text · :word_3 text (like patterns over the key, '%' = any)
-- :any_birthday boolean · :month_days list of text 'MM-DD'
-- :after_name text · :after_key text (the last row of the page before, '' = from the start) · :limit bigint
-- row ClientRow
select c.client_id, c.display_name, c.first_name, c.last_name, c.birth_date, c.language, c.source, c.tags, c.warning,
  c.created_at, c.archived_at, p.phone
from clients_client c
left join clients_phone p on p.client_id = c.client_id and p.main
where (c.archived_at is not null) = :archived
  and c.created_at >= :created_from
  and c.search_key like :word_1 and c.search_key like :word_2 and c.search_key like :word_3
  and (:any_birthday or substr(c.birth_date, 6) in (:month_days))
  and (c.display_name > :after_name or (c.display_name = :after_name and c.client_id > :after_key))
order by c.display_name, c.client_id
limit :limit
