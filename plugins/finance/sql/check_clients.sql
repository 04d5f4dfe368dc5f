-- Clients for whom the books say another debt, or another sum on bills under way, than their bills.
select client_id from (
  select counterparty_id as client_id, account, amount_minor from finance_entry_line
  where account in ('receivable', 'open_bills') and counterparty_id is not null
  union all select client_id, 'receivable' as account, -debt_minor as amount_minor from finance_bill
  where client_id is not null and debt_minor <> 0
  union all select client_id, 'open_bills' as account, paid_minor as amount_minor from finance_bill
  where client_id is not null and state = 'open' and paid_minor <> 0) told
group by client_id, account having sum(amount_minor) <> 0 order by client_id limit 20
