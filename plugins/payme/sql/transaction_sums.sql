-- What all transactions created in [:from, :to) sum to, of some branches or all: performed, and given back since.
-- :from bigint · :to bigint · :branches list of text · :any_branch boolean
-- one
select count(*) as transactions, coalesce(sum(case when t.state = 2 then t.amount_minor else 0 end), 0) as performed_minor,
  coalesce(sum(case when t.state = -2 then t.amount_minor else 0 end), 0) as returned_minor
from payme_transaction t left join x_finance_bill b on b.bill_id = t.bill_id
  left join x_finance_deposit d on d.appointment_id = t.appointment_id
where t.created_at >= :from and t.created_at < :to
  and (:any_branch or coalesce(t.branch_id, b.branch_id, d.branch_id) in (:branches))
