-- Points at whoever provides the contract now, a page at a time.
-- :limit bigint · :offset bigint
select client_id, points, pending from x_loyalty_balance order by client_id
limit :limit offset :offset
