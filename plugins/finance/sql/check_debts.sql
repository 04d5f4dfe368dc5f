-- What the books say clients owe, against the bills.
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account = 'receivable'), 0) as booked_minor,
  coalesce((select sum(debt_minor) from finance_bill), 0) as debt_minor
