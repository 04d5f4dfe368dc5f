-- What a desk took in a shift, by tender.
-- :shift_id text
-- row TenderSum
select tender, count(*) as count, coalesce(sum(amount_minor), 0) as amount_minor from finance_bill_tender
where shift_id = :shift_id group by tender order by tender
