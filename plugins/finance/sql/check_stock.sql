-- The stock's value in the books, goods on their way included, against the stores.
-- one
select coalesce((select sum(amount_minor) from finance_entry_line where account in ('stock', 'stock_transit')), 0) as booked_minor,
  coalesce((select sum(value_minor) from x_inventory_balance), 0) as stored_minor
