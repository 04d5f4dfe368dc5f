-- Attempts begun in [:from, :to), of some branches or all, the newest first, from behind one of them on.
-- :from bigint · :to bigint · :branches list of text · :any_branch boolean · :before bigint · :behind bigint · :limit bigint
select t.prepare_id, t.reference, t.bill_id, t.appointment_id, t.bill_number, t.amount_minor, t.created_at, t.ended_at, t.state
from click_transaction t left join x_finance_bill b on b.bill_id = t.bill_id
  left join x_finance_deposit d on d.appointment_id = t.appointment_id
where t.created_at >= :from and t.created_at < :to
  and (:any_branch or coalesce(t.branch_id, b.branch_id, d.branch_id) in (:branches))
  and (t.created_at < :before or (t.created_at = :before and t.prepare_id > :behind))
order by t.created_at desc, t.prepare_id limit :limit
