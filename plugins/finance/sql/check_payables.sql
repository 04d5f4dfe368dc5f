-- What the books owe suppliers, against what they owe those that somebody knows (receipts without a supplier included).
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account = 'payable'), 0) as booked_minor,
  coalesce((select sum(l.amount_minor) from finance_entry_line l where l.account = 'payable' and (l.counterparty_id is null
    or l.counterparty_id in (select counterparty_id from finance_counterparty)
    or l.counterparty_id in (select supplier_id from x_inventory_supplier))), 0) as known_minor
