-- What is owed after a claw-back.
-- :debt_points bigint · :now bigint · :client_id text
update loyalty_account set debt_points = :debt_points, updated_at = :now where client_id = :client_id
