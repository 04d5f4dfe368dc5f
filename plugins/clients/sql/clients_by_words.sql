-- Who has one of the first spellings and, for each further word, one of its spellings or its letters.
-- :words_1 list of text · :archived boolean · :any_2 boolean · :pattern_2 text · :words_2 list of text
-- :any_3 boolean · :pattern_3 text · :words_3 list of text
-- :after_name text · :after_key text (the last row of the page before, '' = from the start) · :limit bigint
select distinct w.display_name, w.client_id
from clients_word w
where w.word in (:words_1) and w.archived = :archived
  and (:any_2 or exists (select 1 from clients_word o where o.client_id = w.client_id and (o.word like :pattern_2 or o.word in (:words_2))))
  and (:any_3 or exists (select 1 from clients_word o where o.client_id = w.client_id and (o.word like :pattern_3 or o.word in (:words_3))))
  and (w.display_name > :after_name or (w.display_name = :after_name and w.client_id > :after_key))
order by w.display_name, w.client_id
limit :limit
