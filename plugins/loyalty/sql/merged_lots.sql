-- R-C5: lots that a merge brought and that may go home: what an open bill holds stays with that bill's card.
-- :merge_id text · :client_id text
select l.lot_id, l.points_left from loyalty_lot l
join loyalty_merge_part p on p.part_id = l.lot_id and p.kind = 'lot'
where p.merge_id = :merge_id and l.client_id = :client_id and l.points_held = 0
order by l.lot_id
