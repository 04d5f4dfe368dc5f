-- What happened to a certificate or a membership, the newest first.
-- :subject_id text
select entry_id, kind, amount_minor, bill_id, branch_id, sold_branch_id, day, at from loyalty_liability
where subject_id = :subject_id order by at desc, entry_id desc limit 100
