-- R-I7: what was counted, when, and what the book said then.
-- :counted_milli bigint? · :book_milli bigint? · :counted_at bigint? · :person_name text? · :skipped boolean · :stocktake_id text · :item_id text
update inventory_count set counted_milli = :counted_milli, book_milli = :book_milli, counted_at = :counted_at,
  person_name = :person_name, skipped = :skipped, recount = false
where stocktake_id = :stocktake_id and item_id = :item_id
