-- One card.
-- :client_id text
-- one
select client_id, first_name, last_name, patronymic, display_name, language, birth_date, gender, note, warning, source, tags,
  created_at, archived_at, merged_into_id
from clients_client
where client_id = :client_id
