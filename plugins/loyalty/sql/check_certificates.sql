-- Invariant: a certificate is what is owed for it.
-- one
select count(*) as found from (
  select c.certificate_id from loyalty_certificate c left join loyalty_liability e on e.subject_id = c.certificate_id
  group by c.certificate_id, c.balance_minor
  having c.balance_minor <> coalesce(sum(case when e.credit = 'liability' then e.amount_minor else -e.amount_minor end), 0)
) as broken
