-- Certificates a bill sold.
-- :bill_id text · :line_id text
select certificate_id, branch_id, face_minor, balance_minor, state from loyalty_certificate where bill_id = :bill_id and line_id = :line_id
order by certificate_id
