-- A supplier.
-- :supplier_id text · :name text · :phone text? · :now bigint
insert into inventory_supplier (supplier_id, name, phone, note, archived_at, created_at)
values (:supplier_id, :name, :phone, null, null, :now)
