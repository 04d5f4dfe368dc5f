-- The promo code of these letters.
-- :code text
-- one
-- row CodeRow
select code_id, code, title, kind, value, from_day, to_day, uses_max, uses, client_uses_max, first_visit, min_bill_minor, floor_minor, stackable, archived_at
from loyalty_code where code = :code
