-- Payme has another key from now on.
-- :salt text · :current_digest text · :previous_digest text · :owner_digest text · :changed_at bigint
insert into payme_key (payme_key_id, salt, current_digest, previous_digest, owner_digest, changed_at)
values ('key', :salt, :current_digest, :previous_digest, :owner_digest, :changed_at)
on conflict (payme_key_id) do update set salt = excluded.salt, current_digest = excluded.current_digest,
  previous_digest = excluded.previous_digest, owner_digest = excluded.owner_digest, changed_at = excluded.changed_at
