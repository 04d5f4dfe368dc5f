-- When an invariant was looked at, and when it last held.
-- :name text · :found bigint · :held_at bigint? · :now bigint
insert into loyalty_check (name, found, held_at, checked_at) values (:name, :found, :held_at, :now)
on conflict (name) do update set found = excluded.found, held_at = coalesce(excluded.held_at, loyalty_check.held_at), checked_at = excluded.checked_at
