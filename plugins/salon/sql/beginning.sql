-- What a day at the desk needs, over all branches.
-- :today text
-- one
select
  (select count(*) from salon_service where archived_at is null) as services,
  (select count(*) from salon_staff where archived_at is null) as people,
  (select count(distinct k.staff_id) from salon_staff_service k join salon_staff f on f.staff_id = k.staff_id
    where f.archived_at is null) as skilled,
  (select count(*) from salon_shift where day >= :today) as shifts
