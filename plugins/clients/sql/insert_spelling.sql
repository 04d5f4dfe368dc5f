-- A spelling that occurs in names.
-- :word text · :skeleton text
insert into clients_spelling (word, skeleton) values (:word, :skeleton) on conflict (word) do nothing
