-- Whether more cards than that have one of the spellings.
-- :words list of text · :archived boolean · :cards bigint
-- one
select w.client_id from clients_word w where w.word in (:words) and w.archived = :archived limit 1 offset :cards
