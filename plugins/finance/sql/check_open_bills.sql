-- What the books hold for bills that are under way, against the bills themselves.
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account = 'open_bills'), 0) as booked_minor,
  coalesce((select sum(paid_minor) from finance_bill where state = 'open'), 0) as open_minor
