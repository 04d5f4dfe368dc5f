-- A reservation that came to nothing.
-- :bill_id text
delete from loyalty_code_use where bill_id = :bill_id and state = 'reserved'
