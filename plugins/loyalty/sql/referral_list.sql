-- Whom a client has recommended.
-- :referrer_client_id text
select r.friend_client_id, r.state, r.reason, r.day, c.display_name
from loyalty_referral r
left join x_clients_client c on c.client_id = r.friend_client_id
where r.referrer_client_id = :referrer_client_id
order by r.at desc
limit 50
