-- Whose card this is.
-- :card_code text
-- one
select client_id from loyalty_account where card_code = :card_code
