-- Memberships that can be sold.
-- :archived boolean
-- row Plan
select plan_id, name_uz, name_ru, name_en, price_minor, visits, mode, valid_days, starts, named, freeze_days_max, no_show_burns, refund_by, archived_at
from loyalty_plan
where :archived or archived_at is null
order by case when archived_at is null then 0 else 1 end, price_minor, name_en
