-- One of them.
-- :plan_id text
-- one
-- row Plan
select plan_id, name_uz, name_ru, name_en, price_minor, visits, mode, valid_days, starts, named, freeze_days_max, no_show_burns, refund_by, archived_at
from loyalty_plan where plan_id = :plan_id
