-- A client's history, the newest first.
-- :client_id text · :limit bigint
select entry_id, kind, points, note, person_name, day, at from loyalty_entry
where client_id = :client_id
order by at desc, entry_id desc
limit :limit
