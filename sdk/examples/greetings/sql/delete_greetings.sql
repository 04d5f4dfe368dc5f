-- What is left of a card that was merged into another.
-- :merged_client_id text
delete from greetings_greeting where client_id = :merged_client_id
