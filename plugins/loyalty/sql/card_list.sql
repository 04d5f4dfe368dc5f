-- Cards of the programme, the newest first, with what is on them; `q` is a part of the holder's name, `code` of the card's
-- code as it is stored.
-- :q text · :code text · :holders list of text · :limit bigint · :offset bigint
select a.client_id, p.display_name as client_name, n.phone, a.card_code, t.name_uz, t.name_ru, t.name_en, a.joined_at,
  coalesce((select sum(l.points_left) from loyalty_lot l where l.client_id = a.client_id), 0) - a.debt_points as points
from loyalty_account a
join loyalty_tier t on t.tier = a.tier
left join x_clients_client p on p.client_id = a.client_id
left join x_clients_client_phone n on n.client_id = a.client_id and n.main
where (:q = '' or (:code <> '' and strpos(a.card_code, :code) > 0) or a.client_id in (:holders)
  or strpos(p.search_key, lower(:q)) > 0)
order by a.joined_at desc, a.client_id
limit :limit offset :offset
