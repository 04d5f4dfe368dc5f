-- Invariant: a membership's value is what is owed for it.
-- one
select count(*) as found from (
  select m.membership_id from loyalty_membership m left join loyalty_liability e on e.subject_id = m.membership_id
  group by m.membership_id, m.value_left_minor
  having m.value_left_minor <> coalesce(sum(case when e.credit = 'liability' then e.amount_minor else -e.amount_minor end), 0)
) as broken
