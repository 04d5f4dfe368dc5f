-- What registers paid out, the sums of ours that it was, and what left the providers' accounts for it (A6).
-- one
select (select coalesce(sum(r.amount_minor), 0) from finance_payout_part p join finance_register r on r.register_id = p.register_id
    where p.position = 0) as told_minor,
  (select coalesce(sum(amount_minor), 0) from finance_payout_part) as own_minor,
  (select coalesce(sum(l.amount_minor), 0) from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id
    where e.kind = 'payout' and e.source_kind = 'register' and l.account in ('payme', 'click', 'uzum', 'acquiring')) as booked_minor
