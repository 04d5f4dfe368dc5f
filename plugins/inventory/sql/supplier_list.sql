-- Who goods come from.
-- row Supplier
select supplier_id, name, phone from inventory_supplier where archived_at is null order by name
