-- One line of the ledger.
-- :entry_id text · :client_id text · :lot_id text? · :kind text · :points bigint · :bill_id text? · :refund_id text? · :branch_id text? · :day text · :note text? · :person_id text? · :person_name text? · :now bigint
insert into loyalty_entry (entry_id, client_id, lot_id, kind, points, bill_id, refund_id, branch_id, day, note, person_id, person_name, at)
values (:entry_id, :client_id, :lot_id, :kind, :points, :bill_id, :refund_id, :branch_id, :day, :note, :person_id, :person_name, :now)
