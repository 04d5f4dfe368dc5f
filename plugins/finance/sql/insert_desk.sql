-- A desk.
-- :desk_id text · :branch_id text · :name text · :round_to_minor bigint · :now bigint
insert into finance_desk (desk_id, branch_id, name, round_to_minor, created_at) values (:desk_id, :branch_id, :name, :round_to_minor, :now)
