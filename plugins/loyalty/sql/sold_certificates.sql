-- What a bill sold of certificates.
-- :bill_id text
-- row Certificate
select c.certificate_id, c.code, c.pin, c.client_id, c.branch_id, c.bill_id, c.line_id, c.face_minor, c.balance_minor, c.state,
  c.expires_day, c.note, c.created_at, h.bill_id as held_bill_id, h.amount_minor as held_minor, p.display_name as client_name
from loyalty_certificate c
left join loyalty_certificate_hold h on h.certificate_id = c.certificate_id
left join x_clients_client p on p.client_id = c.client_id
where c.bill_id = :bill_id
order by c.certificate_id limit 50
