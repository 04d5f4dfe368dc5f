-- Forgets one variant of a card.
-- :service_id text · :variant text
delete from inventory_norm where service_id = :service_id and variant = :variant
