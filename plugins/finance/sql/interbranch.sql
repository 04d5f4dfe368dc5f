-- What branches owe each other (R-M2), until the end of a month: above zero, the other one owes this one.
-- :period text
-- row Interbranch
select branch_id, counterparty_id, coalesce(sum(amount_minor), 0) as amount_minor
from finance_entry_line where account = 'interbranch' and period <= :period and counterparty_id is not null
group by branch_id, counterparty_id order by branch_id, counterparty_id
