-- A bill holds nothing any more.
-- :bill_id text
delete from loyalty_hold where bill_id = :bill_id
