-- Certificates without their codes.
select certificate_id, client_id, branch_id, balance_minor, face_minor, expires_at, state from loyalty_certificate
