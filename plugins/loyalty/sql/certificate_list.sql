-- Certificates, the newest first; `q` is a part of the holder's name, `code` of the code as it is stored.
-- :q text · :code text · :holders list of text · :state text · :limit bigint · :offset bigint
-- row Certificate
select c.certificate_id, c.code, c.pin, c.client_id, c.branch_id, c.bill_id, c.line_id, c.face_minor, c.balance_minor, c.state,
  c.expires_day, c.note, c.created_at, h.bill_id as held_bill_id, h.amount_minor as held_minor, p.display_name as client_name
from loyalty_certificate c
left join loyalty_certificate_hold h on h.certificate_id = c.certificate_id
left join x_clients_client p on p.client_id = c.client_id
where (:q = '' or (:code <> '' and strpos(c.code, :code) > 0) or c.client_id in (:holders)
  or strpos(p.search_key, lower(:q)) > 0) and (:state = '' or c.state = :state)
order by c.created_at desc, c.certificate_id
limit :limit offset :offset
