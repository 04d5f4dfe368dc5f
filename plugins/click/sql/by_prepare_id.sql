-- The attempt we gave this number.
-- :prepare_id bigint
-- one
-- row Transaction
select prepare_id, reference, bill_id, appointment_id, bill_number, amount_minor, created_at, ended_at, state, note
from click_transaction where prepare_id = :prepare_id
