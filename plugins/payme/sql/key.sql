-- The key Payme changed to.
-- one
-- row Key
select salt, current_digest, previous_digest, owner_digest, changed_at from payme_key where payme_key_id = 'key'
