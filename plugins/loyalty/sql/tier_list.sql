-- Levels, the lowest first.
-- row TierRow
select tier, position, name_uz, name_ru, name_en, from_minor, earn_percent, discount_percent, stackable
from loyalty_tier
order by from_minor, position
