-- A new card.
-- :client_id text · :first_name text · :last_name text? · :patronymic text? · :display_name text · :language text? · :birth_date text?
-- :gender text? · :note text? · :warning text? · :source text? · :tags text? · :search_key text · :given_skeleton text · :surname_skeleton text
-- :created_at bigint · :now bigint
insert into clients_client (client_id, first_name, last_name, patronymic, display_name, language, birth_date, gender, note, warning,
  source, tags, search_key, given_skeleton, surname_skeleton, created_at, updated_at)
values (:client_id, :first_name, :last_name, :patronymic, :display_name, :language, :birth_date, :gender, :note, :warning,
  :source, :tags, :search_key, :given_skeleton, :surname_skeleton, :created_at, :now)
