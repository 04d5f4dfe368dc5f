-- Reservations that nobody is paying any more: old, and no open bill stands behind them.
-- :before_at bigint · :limit bigint
select r.bill_id from loyalty_reservation r
where r.at < :before_at and not exists (select 1 from x_finance_bill b where b.bill_id = r.bill_id and b.state in ('open', 'part_paid'))
order by r.at
limit :limit
