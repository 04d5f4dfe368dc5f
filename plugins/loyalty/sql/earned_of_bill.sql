-- What a bill earned, and how much of it was taken back.
-- :bill_id text
-- one
select coalesce(sum(case when kind = 'earn' then points else 0 end), 0) as earned,
  coalesce(-sum(case when kind = 'claw' then points else 0 end), 0) as taken
from loyalty_entry where bill_id = :bill_id
