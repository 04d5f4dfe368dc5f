-- A document; nothing is posted twice under one source, and nothing is taken back twice.
-- :document_id text · :number bigint · :kind text · :branch_id text · :store_id text · :to_store_id text? · :supplier_id text?
-- :order_id text? · :appointment_id text? · :bill_id text? · :stocktake_id text? · :reverses text? · :linked_id text?
-- :source_key text? · :day text · :at bigint · :value_minor bigint · :note text? · :person_id text? · :person_name text? · :now bigint
insert into inventory_document (document_id, number, kind, branch_id, store_id, to_store_id, supplier_id, order_id, appointment_id,
  bill_id, stocktake_id, reverses, linked_id, source_key, day, at, value_minor, note, person_id, person_name, created_at)
values (:document_id, :number, :kind, :branch_id, :store_id, :to_store_id, :supplier_id, :order_id, :appointment_id,
  :bill_id, :stocktake_id, :reverses, :linked_id, :source_key, :day, :at, :value_minor, :note, :person_id, :person_name, :now)
