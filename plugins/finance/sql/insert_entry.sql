-- The head of an entry.
-- :entry_id text · :kind text · :day text · :period text · :branch_id text · :source_kind text · :source_id text · :note text?
-- :person_id text? · :person_name text? · :now bigint
insert into finance_entry (entry_id, kind, day, period, branch_id, source_kind, source_id, note, person_id, person_name, created_at)
values (:entry_id, :kind, :day, :period, :branch_id, :source_kind, :source_id, :note, :person_id, :person_name, :now)
