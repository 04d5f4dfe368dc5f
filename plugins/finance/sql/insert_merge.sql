-- R-C5: two cards become one.
-- :merge_id text · :client_id text · :merged_client_id text · :at bigint
insert into finance_merge (merge_id, client_id, merged_client_id, at, undone_at)
values (:merge_id, :client_id, :merged_client_id, :at, null)
