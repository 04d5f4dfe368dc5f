-- Items that a list brought before.
-- :keys list of text
select item_id, import_key from inventory_item where import_key in (:keys)
