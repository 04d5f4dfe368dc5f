-- Clients whose birthday is on one of the given days, with this year's greeting if there is one.
-- :month_days list of text 'MM-DD' · :year bigint
-- row Birthday
select c.client_id, c.display_name, c.birth_date, c.language, g.sent_at
from x_clients_client c
left join greetings_greeting g on g.client_id = c.client_id and g.year = :year
where substr(c.birth_date, 6) in (:month_days) and c.archived_at is null
order by substr(c.birth_date, 6), c.display_name
limit 500
