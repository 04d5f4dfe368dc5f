-- R-C5: what a merge moves, before it does.
-- :merge_id text · :from_id text
insert into loyalty_merge_part (merge_id, kind, part_id)
select :merge_id, 'lot', lot_id from loyalty_lot where client_id = :from_id
union all select :merge_id, 'certificate', certificate_id from loyalty_certificate where client_id = :from_id
union all select :merge_id, 'membership', membership_id from loyalty_membership where client_id = :from_id
union all select :merge_id, 'payment', payment_id from loyalty_payment where client_id = :from_id
union all select :merge_id, 'code_use', bill_id from loyalty_code_use where client_id = :from_id
on conflict (merge_id, kind, part_id) do nothing
