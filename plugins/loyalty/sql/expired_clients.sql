-- Whose lots have passed their last day.
-- :day text · :limit bigint
select distinct client_id from loyalty_lot
where expires_day < :day and points_left > points_held
order by client_id
limit :limit
