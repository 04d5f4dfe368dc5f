-- Memberships, the newest first; `q` is a part of the number or of the name.
-- :q text · :holders list of text · :state text · :limit bigint · :offset bigint
-- row Membership
select m.membership_id, m.number, m.plan_id, m.client_id, m.branch_id, m.name_uz, m.name_ru, m.name_en, m.price_minor, m.paid_minor, m.visits, m.visits_left,
  m.visits_held, m.unit_minor, m.value_left_minor, m.mode, m.named, m.valid_days, m.no_show_burns, m.refund_by, m.freeze_days_max, m.frozen_days,
  m.frozen_from, m.start_day, m.expires_day, m.state, m.bill_id, m.created_at, p.display_name as client_name
from loyalty_membership m
left join x_clients_client p on p.client_id = m.client_id
where (:q = '' or strpos(cast(m.number as text), :q) > 0 or m.client_id in (:holders)
  or strpos(p.search_key, lower(:q)) > 0) and (:state = '' or m.state = :state)
order by m.created_at desc, m.membership_id
limit :limit offset :offset
