-- What the books say is owed for visits to come, against the deposits and against their movements.
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account = 'deposits'), 0) as booked_minor,
  coalesce((select sum(held_minor) from finance_deposit), 0) as held_minor,
  coalesce((select sum(amount_minor) from finance_deposit_move), 0) as moved_minor
