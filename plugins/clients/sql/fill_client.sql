-- Fills what a card did not know yet; what it knew stays.
-- :client_id text · :last_name text? · :patronymic text? · :display_name text · :search_key text · :surname_skeleton text
-- :birth_date text? · :note text? · :warning text? · :tags text? · :source text? · :language text? · :now bigint
update clients_client
set last_name = coalesce(last_name, :last_name), patronymic = coalesce(patronymic, :patronymic),
  display_name = :display_name, search_key = :search_key, surname_skeleton = :surname_skeleton,
  birth_date = coalesce(birth_date, :birth_date), note = :note, warning = :warning, tags = :tags,
  source = coalesce(source, :source), language = coalesce(language, :language), updated_at = :now
where client_id = :client_id
