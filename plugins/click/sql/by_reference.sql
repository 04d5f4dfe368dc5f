-- The attempt Click knows by this id.
-- :reference text
-- one
-- row Transaction
select prepare_id, reference, bill_id, appointment_id, bill_number, amount_minor, created_at, ended_at, state, note
from click_transaction where reference = :reference
