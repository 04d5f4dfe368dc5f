-- New cards per day.
-- :from bigint (ms, start of the first day) · :day_ms bigint
select (created_at - :from) / :day_ms as day_number, count(*) as clients
from clients_client
where created_at >= :from and archived_at is null
group by (created_at - :from) / :day_ms
order by (created_at - :from) / :day_ms
