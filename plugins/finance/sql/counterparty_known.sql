-- Is it one, put away or not?
-- :counterparty_id text
-- one
select counterparty_id, name from finance_counterparty where counterparty_id = :counterparty_id
union all select supplier_id as counterparty_id, name from x_inventory_supplier where supplier_id = :counterparty_id
