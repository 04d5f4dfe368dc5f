-- What a desk took in a shift, by tender, and of how many bills: a refund is no bill.
-- :shift_id text
-- row TenderSum
select tender, count(distinct case when amount_minor > 0 then bill_id end) as count, coalesce(sum(amount_minor), 0) as amount_minor from finance_bill_tender
where shift_id = :shift_id group by tender order by tender
