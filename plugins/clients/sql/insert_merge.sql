-- Two cards became one.
-- :merge_id text · :client_id text · :merged_client_id text · :before text · :merged_before text · :after text
-- :person_id text? · :person_name text? · :now bigint
insert into clients_merge (merge_id, client_id, merged_client_id, before, merged_before, after, person_id, person_name, merged_at)
values (:merge_id, :client_id, :merged_client_id, :before, :merged_before, :after, :person_id, :person_name, :now)
