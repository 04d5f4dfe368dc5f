-- Suppliers, landlords and others.
-- row Counterparty
select counterparty_id, kind, name from finance_counterparty where archived_at is null order by name, counterparty_id limit 500
