-- R-L5: one more use. The table's check refuses one too many.
-- :change bigint · :code_id text
-- try
update loyalty_code set uses = uses + :change where code_id = :code_id
