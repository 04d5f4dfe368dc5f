-- Paid bills of a client, this one aside, on which something was done for them; a bill that finance no longer knows counts.
-- :client_id text · :bill_id text
-- one
select count(*) as bills from loyalty_payment p
where p.client_id = :client_id and p.kind = 'paid' and p.bill_id <> :bill_id
  and not exists (select 1 from x_finance_bill b where b.bill_id = p.bill_id
    and not exists (select 1 from x_finance_bill_line l where l.bill_id = b.bill_id and l.kind = 'service'))
