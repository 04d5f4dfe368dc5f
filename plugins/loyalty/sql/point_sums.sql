-- Points outstanding, and the cards they lie on.
-- one
select coalesce(sum(points_left), 0) as points from loyalty_lot
