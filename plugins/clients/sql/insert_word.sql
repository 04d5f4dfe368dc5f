-- A word of somebody's name.
-- :client_id text · :word text · :archived boolean · :display_name text
insert into clients_word (client_id, word, archived, display_name) values (:client_id, :word, :archived, :display_name)
