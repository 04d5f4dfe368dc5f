-- Categories in their order, with how many services each has in use.
select c.category_id, c.name_uz, c.name_ru, c.name_en, c.position,
  (select count(*) from salon_service s where s.category_id = c.category_id and s.archived_at is null) as services
from salon_category c
where c.archived_at is null
order by c.position, c.name_ru
