-- A card as its form says.
-- :client_id text · :first_name text · :last_name text? · :patronymic text? · :display_name text · :language text? · :birth_date text?
-- :gender text? · :note text? · :warning text? · :source text? · :tags text? · :search_key text · :given_skeleton text · :surname_skeleton text
-- :now bigint
update clients_client
set first_name = :first_name, last_name = :last_name, patronymic = :patronymic, display_name = :display_name, language = :language,
  birth_date = :birth_date, gender = :gender, note = :note, warning = :warning, source = :source, tags = :tags,
  search_key = :search_key, given_skeleton = :given_skeleton, surname_skeleton = :surname_skeleton, updated_at = :now
where client_id = :client_id
