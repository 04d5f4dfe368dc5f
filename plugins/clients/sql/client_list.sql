-- One page of the list: by name, archived or not, narrowed by age of the card, birthday and words.
-- :archived boolean · :created_from bigint (ms, 0 = any) · :any_birthday boolean · :month_days list of text 'MM-DD'
-- :after_name text · :after_key text (the last row of the page before, '' = from the start)
-- :any_1 boolean · :pattern_1 text · :words_1 list of text (the letters of a word, or spellings that have them)
-- :any_2 boolean · :pattern_2 text · :words_2 list of text · :any_3 boolean · :pattern_3 text · :words_3 list of text · :limit bigint
-- row ClientRow
select c.client_id, c.display_name, c.first_name, c.last_name, c.birth_date, c.language, c.source, c.tags, c.warning,
  c.created_at, c.archived_at, p.phone
from clients_client c
left join clients_phone p on p.client_id = c.client_id and p.main
where (c.archived_at is not null) = :archived and (not :archived or c.merged_into_id is null)
  and c.created_at >= :created_from
  and (:any_birthday or substr(c.birth_date, 6) in (:month_days))
  and (c.display_name > :after_name or (c.display_name = :after_name and c.client_id > :after_key))
  and (:any_1 or exists (select 1 from clients_word o where o.client_id = c.client_id and (o.word like :pattern_1 or o.word in (:words_1))))
  and (:any_2 or exists (select 1 from clients_word o where o.client_id = c.client_id and (o.word like :pattern_2 or o.word in (:words_2))))
  and (:any_3 or exists (select 1 from clients_word o where o.client_id = c.client_id and (o.word like :pattern_3 or o.word in (:words_3))))
order by c.display_name, c.client_id
limit :limit
