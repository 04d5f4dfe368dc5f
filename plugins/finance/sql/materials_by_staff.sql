-- What masters used, by the stock's own books.
-- :from text · :to text
-- row Materials
select staff_id, coalesce(sum(cost_minor), 0) as cost_minor from x_inventory_usage where day >= :from and day <= :to group by staff_id
