-- What a receipt sets off, or puts back.
-- :receipt_id text · :holder_id text · :covered_minor bigint · :loose_minor bigint
insert into fiscal_set_off (receipt_id, holder_id, covered_minor, loose_minor)
values (:receipt_id, :holder_id, :covered_minor, :loose_minor)
