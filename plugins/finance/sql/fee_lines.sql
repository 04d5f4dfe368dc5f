-- Lines of bills of some days whose payments providers took a fee of, as their registers say (a tip charged with a bill
-- and a deposit for its visit are in it), from behind one of them on.
-- :from text · :to text · :branch_id text? · :bill text · :line bigint · :limit bigint
-- row FeeLine
select b.bill_id, l.position, l.kind, l.subject, l.staff_id, l.total_minor, f.fee_minor
from (
  select x.bill_id, coalesce(sum(x.fee_minor), 0) as fee_minor from (
    select t.bill_id, r.fee_minor
    from finance_payout_part p join finance_register r on r.register_id = p.register_id
      join finance_bill_tender t on t.bill_tender_id = p.source_id join finance_bill b on b.bill_id = t.bill_id
    where p.source_kind = 'tender' and p.position = 0 and b.day >= :from and b.day <= :to
    union all
    select i.bill_id, r.fee_minor
    from finance_payout_part p join finance_register r on r.register_id = p.register_id
      join finance_tip i on i.tip_id = p.source_id join finance_bill b on b.bill_id = i.bill_id
    where p.source_kind = 'tip' and p.position = 0 and b.day >= :from and b.day <= :to
    union all
    select b.bill_id, r.fee_minor
    from finance_payout_part p join finance_register r on r.register_id = p.register_id
      join finance_deposit_move m on m.deposit_move_id = p.source_id join finance_bill b on b.appointment_id = m.appointment_id
    where p.source_kind = 'deposit' and p.position = 0 and b.day >= :from and b.day <= :to and b.state in ('paid', 'part_paid')
  ) x group by x.bill_id having sum(x.fee_minor) <> 0
) f join finance_bill b on b.bill_id = f.bill_id join finance_bill_line l on l.bill_id = b.bill_id
where (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid', 'refunded')
  and (b.bill_id > :bill or (b.bill_id = :bill and l.position > :line))
order by b.bill_id, l.position limit :limit
