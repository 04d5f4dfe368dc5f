-- One line of what is owed.
-- :entry_id text · :kind text · :debit text · :credit text · :subject text · :subject_id text · :client_id text? · :bill_id text? · :refund_id text?
-- :branch_id text · :sold_branch_id text · :amount_minor bigint · :day text · :now bigint
insert into loyalty_liability (entry_id, kind, debit, credit, subject, subject_id, client_id, bill_id, refund_id, branch_id, sold_branch_id, amount_minor, day, at)
values (:entry_id, :kind, :debit, :credit, :subject, :subject_id, :client_id, :bill_id, :refund_id, :branch_id, :sold_branch_id, :amount_minor, :day, :now)
