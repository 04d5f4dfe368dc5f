-- Clients, archived ones included, without contacts.
select client_id, display_name, first_name, last_name, language, birth_date, gender,
  note, warning, source, tags, search_key, archived_at, created_at
from clients_client
