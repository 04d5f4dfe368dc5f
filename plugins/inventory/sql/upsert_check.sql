-- The books were checked.
-- :check_id text · :at bigint · :faults bigint · :text text?
insert into inventory_check (check_id, at, faults, text) values (:check_id, :at, :faults, :text)
on conflict (check_id) do update set at = excluded.at, faults = excluded.faults, text = excluded.text
