-- Greetings of one client, newest first.
-- :client_id text
-- row Greeting
select year, sent_at
from greetings_greeting
where client_id = :client_id
order by year desc
limit 50
