-- What all attempts begun in [:from, :to) sum to, of some branches or all.
-- :from bigint · :to bigint · :branches list of text · :any_branch boolean
-- one
select count(*) as transactions, coalesce(sum(case when t.state = 'confirmed' then t.amount_minor else 0 end), 0) as confirmed_minor
from click_transaction t left join x_finance_bill b on b.bill_id = t.bill_id
  left join x_finance_deposit d on d.appointment_id = t.appointment_id
where t.created_at >= :from and t.created_at < :to
  and (:any_branch or coalesce(t.branch_id, b.branch_id, d.branch_id) in (:branches))
