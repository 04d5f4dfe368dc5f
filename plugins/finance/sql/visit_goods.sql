-- What goods sold on bills had cost.
-- :bill_ids list of text
-- row VisitGoods
select bill_id, coalesce(sum(cost_minor), 0) as cost_minor from x_inventory_usage where bill_id in (:bill_ids) group by bill_id
