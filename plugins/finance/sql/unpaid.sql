-- Our sums of some days, with one provider, that no payout has brought yet: bills' tenders, tips, deposits. The newest first.
-- :tender text · :from text · :to text · :limit bigint
-- row Unpaid
select u.source_kind, u.source_id, u.bill_id, u.appointment_id, u.number, u.branch_id, u.reference, u.day, u.at, u.amount_minor
from (
  select 'tender' as source_kind, t.bill_tender_id as source_id, t.bill_id, b.appointment_id, b.number, b.branch_id, t.reference,
    t.day, t.at, t.amount_minor
  from finance_bill_tender t join finance_bill b on b.bill_id = t.bill_id
  where t.tender = :tender and t.day >= :from and t.day <= :to
    and not exists (select 1 from finance_payout_part p where p.source_kind = 'tender' and p.source_id = t.bill_tender_id)
  union all
  select 'tip' as source_kind, i.tip_id as source_id, i.bill_id, b.appointment_id, b.number, b.branch_id, nullif('', '') as reference,
    i.day, i.at, i.amount_minor
  from finance_tip i join finance_bill b on b.bill_id = i.bill_id
  where i.tender = :tender and i.day >= :from and i.day <= :to
    and not exists (select 1 from finance_payout_part p where p.source_kind = 'tip' and p.source_id = i.tip_id)
  union all
  select 'deposit' as source_kind, m.deposit_move_id as source_id, nullif('', '') as bill_id, m.appointment_id, nullif(0, 0) as number,
    d.branch_id, m.reference, m.day, m.at, m.amount_minor
  from finance_deposit_move m join finance_deposit d on d.appointment_id = m.appointment_id
  where m.tender = :tender and m.day >= :from and m.day <= :to and m.kind in ('taken', 'returned')
    and not exists (select 1 from finance_payout_part p where p.source_kind = 'deposit' and p.source_id = m.deposit_move_id)
) u
order by u.day desc, u.at desc, u.source_id desc limit :limit
