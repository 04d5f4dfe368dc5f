-- A new order.
-- :order_id text · :number bigint · :branch_id text · :store_id text · :supplier_id text? · :automatic boolean · :now bigint
insert into inventory_order (order_id, number, branch_id, store_id, supplier_id, state, automatic, note, expected_day, created_at, updated_at)
values (:order_id, :number, :branch_id, :store_id, :supplier_id, 'draft', :automatic, null, null, :now, :now)
