-- R-M2: used in another branch than sold, by month.
-- :from_day text
select substr(day, 1, 7) as month, sold_branch_id, branch_id,
  sum(case when kind = 'used' then amount_minor else -amount_minor end) as amount_minor
from loyalty_liability
where day >= :from_day and kind in ('used', 'returned') and debit <> 'income' and branch_id <> sold_branch_id
group by substr(day, 1, 7), sold_branch_id, branch_id
