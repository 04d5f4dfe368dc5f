-- Is this posted already?
-- :kind text · :source_kind text · :source_id text
-- one
select entry_id from finance_entry where kind = :kind and source_kind = :source_kind and source_id = :source_id
