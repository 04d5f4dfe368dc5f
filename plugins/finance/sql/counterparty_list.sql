-- Suppliers, landlords and others: our own, and whom the stock module knows.
-- row Counterparty
select counterparty_id, kind, name from finance_counterparty where archived_at is null
union all select supplier_id as counterparty_id, 'supplier' as kind, name from x_inventory_supplier where archived_at is null
order by name, counterparty_id limit 1000
