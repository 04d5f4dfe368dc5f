-- How many lines each service's card has.
select service_id, count(*) as lines, count(distinct variant) as variants from inventory_norm group by service_id
