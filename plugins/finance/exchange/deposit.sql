-- What was paid in for visits to come, as others may read it.
select appointment_id, branch_id, client_id, held_minor, state from finance_deposit
