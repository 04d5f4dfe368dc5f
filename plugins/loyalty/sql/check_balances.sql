-- Invariant: a card's ledger is its lots less its debt.
-- one
select count(*) as found from (
  select a.client_id
  from loyalty_account a
  left join (select client_id, sum(points_left) as points from loyalty_lot group by client_id) as l on l.client_id = a.client_id
  left join (select client_id, sum(points) as points from loyalty_entry group by client_id) as e on e.client_id = a.client_id
  where coalesce(l.points, 0) - a.debt_points <> coalesce(e.points, 0)
) as broken
