-- Settled bills whose tenders do not sum to what was to pay, less what went back.
-- row CheckTender
select b.bill_id, b.number from finance_bill b left join finance_bill_tender t on t.bill_id = b.bill_id
where b.state in ('paid', 'part_paid', 'refunded')
group by b.bill_id, b.number, b.due_minor, b.refunded_minor
having coalesce(sum(t.amount_minor), 0) <> b.due_minor - b.refunded_minor limit 20
