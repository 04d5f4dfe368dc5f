-- Notes a greeting.
-- :greeting_id text · :client_id text · :year bigint · :sent_at bigint
insert into greetings_greeting (greeting_id, client_id, year, sent_at)
values (:greeting_id, :client_id, :year, :sent_at)
