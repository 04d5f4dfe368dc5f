-- The invariants as they were found last.
select name, found, held_at, checked_at from loyalty_check order by name
