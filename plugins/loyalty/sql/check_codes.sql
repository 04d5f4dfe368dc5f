-- Invariant: a code's counter is its uses.
-- one
select count(*) as found from (
  select c.code_id from loyalty_code c left join loyalty_code_use u on u.code_id = c.code_id
  group by c.code_id, c.uses having c.uses <> coalesce(sum(case when u.state in ('reserved', 'used') then 1 else 0 end), 0)
) as broken
