-- R-C5: an advance that a merge moves.
-- :merge_id text · :branch_id text · :amount_minor bigint
insert into finance_merge_advance (merge_id, branch_id, amount_minor) values (:merge_id, :branch_id, :amount_minor)
on conflict (merge_id, branch_id) do update set amount_minor = finance_merge_advance.amount_minor + excluded.amount_minor
