-- Fills what a card did not know yet; what it knew stays.
-- :client_id text · :first_name text · :last_name text? · :patronymic text? · :display_name text · :search_key text
-- :given_skeleton text · :surname_skeleton text · :birth_date text? · :note text? · :warning text? · :tags text?
-- :source text? · :language text? · :now bigint
update clients_client
set first_name = :first_name, last_name = :last_name, patronymic = :patronymic,
  display_name = :display_name, search_key = :search_key, given_skeleton = :given_skeleton, surname_skeleton = :surname_skeleton,
  birth_date = coalesce(birth_date, :birth_date), note = :note, warning = :warning, tags = :tags,
  source = coalesce(source, :source), language = coalesce(language, :language), updated_at = :now
where client_id = :client_id
