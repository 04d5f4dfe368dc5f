-- A bill is about to be paid.
-- :bill_id text · :client_id text? · :branch_id text · :code_id text? · :points bigint · :code_discount_minor bigint · :now bigint
insert into loyalty_reservation (bill_id, client_id, branch_id, code_id, points, code_discount_minor, at)
values (:bill_id, :client_id, :branch_id, :code_id, :points, :code_discount_minor, :now)
