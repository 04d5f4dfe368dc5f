-- A new certificate.
-- :certificate_id text · :code text · :pin text? · :client_id text? · :branch_id text · :bill_id text? · :line_id text? · :face_minor bigint
-- :balance_minor bigint · :state text · :expires_day text · :expires_at bigint · :note text? · :now bigint
insert into loyalty_certificate (certificate_id, code, pin, client_id, branch_id, bill_id, line_id, face_minor, balance_minor, state,
  expires_day, expires_at, note, created_at, updated_at)
values (:certificate_id, :code, :pin, :client_id, :branch_id, :bill_id, :line_id, :face_minor, :balance_minor, :state,
  :expires_day, :expires_at, :note, :now, :now)
