-- A card as it is now, new or changed. When somebody became a client does not change.
-- :client_id text · :first_name text · :last_name text? · :patronymic text? · :display_name text · :language text? · :birth_date text?
-- :gender text? · :note text? · :warning text? · :source text? · :tags text? · :search_key text · :given_skeleton text · :surname_skeleton text
-- :created_at bigint · :now bigint
insert into clients_client (client_id, first_name, last_name, patronymic, display_name, language, birth_date, gender, note, warning,
  source, tags, search_key, given_skeleton, surname_skeleton, created_at, updated_at)
values (:client_id, :first_name, :last_name, :patronymic, :display_name, :language, :birth_date, :gender, :note, :warning,
  :source, :tags, :search_key, :given_skeleton, :surname_skeleton, :created_at, :now)
on conflict (client_id) do update set first_name = excluded.first_name, last_name = excluded.last_name,
  patronymic = excluded.patronymic, display_name = excluded.display_name, language = excluded.language,
  birth_date = excluded.birth_date, gender = excluded.gender, note = excluded.note, warning = excluded.warning,
  source = excluded.source, tags = excluded.tags, search_key = excluded.search_key,
  given_skeleton = excluded.given_skeleton, surname_skeleton = excluded.surname_skeleton, updated_at = excluded.updated_at
