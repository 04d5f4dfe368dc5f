-- What came in for a visit and has not gone back, by tender: its deposit, and what was paid of a fee's bill that became a
-- deposit again when the visit was taken back (such a bill is of no visit).
-- :appointment_id text
-- row DepositTender
select x.tender, coalesce(sum(x.amount_minor), 0) as amount_minor from (
  select tender, amount_minor from finance_deposit_move
  where appointment_id = :appointment_id and kind in ('taken', 'returned') and tender is not null
  union all
  select t.tender, t.amount_minor
  from finance_deposit_move m join finance_refund r on r.refund_id = m.source_id join finance_bill b on b.bill_id = r.bill_id
    join finance_bill_tender t on t.bill_id = b.bill_id
  where m.appointment_id = :appointment_id and m.kind = 'unapplied' and b.appointment_id is null
    and t.money and t.tender <> 'deposit'
) x group by x.tender order by x.tender
