-- Bills that wait for a client's payment since before an instant, and hold no money: those a person ends, and they must
-- not stand before the others for ever. Nor does one that was planned after another instant already.
-- :before_at bigint · :planned_at bigint · :limit bigint
select bill_id from finance_bill where state = 'open' and created_at < :before_at
  and not exists (select 1 from finance_bill_tender t where t.bill_id = finance_bill.bill_id and t.money and t.tender not in ('deposit', 'advance')
    group by t.tender having sum(t.amount_minor) <> 0)
  and not exists (select 1 from finance_bill_ending e where e.bill_id = finance_bill.bill_id and e.planned_at > :planned_at)
order by created_at, bill_id limit :limit
