-- Who goods come from; those put away, too: they may still be owed.
select supplier_id, name, archived_at from inventory_supplier
