-- How many cards are in use, and how many of them are new.
-- :since bigint (ms)
-- one
select count(*) as total, coalesce(sum(case when created_at >= :since then 1 else 0 end), 0) as fresh
from clients_client
where archived_at is null
