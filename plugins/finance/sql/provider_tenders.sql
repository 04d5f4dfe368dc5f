-- What the desks took through a provider.
-- :tender text · :from text · :to text
-- row ProviderTender
select t.bill_id, b.number, t.reference, t.amount_minor, t.day from finance_bill_tender t join finance_bill b on b.bill_id = t.bill_id
where t.tender = :tender and t.day >= :from and t.day <= :to order by t.day, t.at, t.bill_tender_id limit 2000
