-- Branches that work, in their order.
select branch_id, name, timezone from studio_branch where archived_at is null order by position
;
-- Services by category, those without one last.
select service_id, category, name, price_minor from studio_service order by category, name
;
-- Services clients may book themselves.
select service_id, name from studio_service where online order by name
;
-- Services they may not.
select service_id, name from studio_service where not online order by name
;
-- Services that cost something, dearest first.
select service_id, price_minor from studio_service where price_minor <> 0 order by price_minor desc, service_id
;
-- Price per minute.
select service_id, price_minor / duration_minutes as per_minute, price_minor % duration_minutes as rest from studio_service order by service_id
;
-- Real hours a service takes.
select service_id, duration_minutes * rate / 60.0 as hours from studio_service order by service_id
;
-- Whole minutes a service takes.
select service_id, cast(duration_minutes * rate as bigint) as minutes from studio_service order by service_id
;
-- Price classes.
select service_id, case when price_minor = 0 then 'free' when price_minor < 15000000 then 'low' when price_minor < 40000000 then 'middle' else 'high' end as class from studio_service order by service_id
;
-- A case without an else is null.
select service_id, case category when 'hair' then 1 when 'nails' then 2 end as rank from studio_service order by service_id
;
-- Categories and their spread.
select category, count(*) as services, min(price_minor) as low, max(price_minor) as high, max(price_minor) - min(price_minor) as spread from studio_service group by category order by category
;
-- Masters of each branch in one line.
select b.branch_id, string_agg(s.display_name, ', ' order by s.display_name) as masters from studio_branch b join studio_staff s on s.branch_id = b.branch_id where s.active group by b.branch_id order by b.branch_id
;
-- Masters with and without a grade.
select grade, count(*) as masters, count(*) filter (where active) as active from studio_staff group by grade order by grade
;
-- Masters with the same grade, pairwise.
select a.staff_id, b.staff_id as other_id from studio_staff a join studio_staff b on a.staff_id < b.staff_id and a.grade is not distinct from b.grade order by a.staff_id, b.staff_id
;
-- How many masters each branch has, through a scalar subquery.
select b.branch_id, (select count(*) from studio_staff s where s.branch_id = b.branch_id and s.active) as masters from studio_branch b order by b.branch_id
;
-- The first master of each branch by name.
select b.branch_id, (select s.display_name from studio_staff s where s.branch_id = b.branch_id order by s.display_name limit 1) as first_master from studio_branch b order by b.branch_id
;
-- Branches with at least as many masters as asked.
-- :minimum bigint
select b.branch_id from studio_branch b where (select count(*) from studio_staff s where s.branch_id = b.branch_id) >= :minimum order by b.branch_id
;
-- Is there anything at all to book?
-- one
select count(*) > 0 as ready from studio_service v where v.online and exists (select 1 from studio_staff s where s.active)
;
-- A parameter shown back.
-- :flag boolean · :real double precision · :name text? · :number bigint?
select :flag as flag, :real as real_number, :name as name, :number as number
;
-- The same parameter twice.
-- :branch_id text
select branch_id from studio_branch where branch_id = :branch_id or name = :branch_id order by branch_id
;
-- A filter that may be absent.
-- :category text?
select service_id from studio_service where :category is null or category = :category order by service_id
;
-- A switch between two orders.
-- :flag boolean
select service_id from studio_service order by case when :flag then price_minor else duration_minutes end, service_id
;
-- Everything of a branch.
-- :branch_id text
select s.*, b.name as branch_name from studio_staff s join studio_branch b on b.branch_id = s.branch_id where b.branch_id = :branch_id order by s.staff_id
;
-- Names that are words of SQL: printed names are always quoted.
select b.position as ordering from studio_branch b order by 1
;
-- Adds a branch at the end.
-- :branch_id text · :name text
insert into studio_branch (branch_id, name, timezone, position) select :branch_id || 'x', :name, 'Asia/Tashkent', coalesce(max(position), 0) + 1 from studio_branch returning branch_id, position
;
-- Reorders branches.
update studio_branch set position = position * 10 where archived_at is null returning branch_id, position
;
-- Swaps a flag.
-- :service_id text
update studio_service set online = not online where service_id = :service_id returning online
;
-- Moves masters to another branch and says who moved.
-- :branch_id text · :other_id text
update studio_staff set branch_id = b.branch_id from studio_branch b where b.branch_id = :branch_id and studio_staff.branch_id <> b.branch_id and studio_staff.staff_id <> :other_id returning staff_id, branch_id
;
-- Raises shares to a floor.
-- :real double precision
update studio_staff set share_percent = greatest(coalesce(share_percent, 0.0), :real) returning staff_id, share_percent
;
-- A text from outside is folded A to Z only, and compared bytewise, whatever the database's language.
-- :shout text
select lower(:shout) as low, upper(:shout) as up, :shout < 'a' as before, :shout ilike 'жж%' as folded,
  greatest(:shout, 'b') as last, (:shout, 1) > ('a', 0) as after
;
-- Bounds that are expressions.
-- :shout text
select name from studio_branch where name between lower(:shout) and 'zz' or name >= :shout order by name
;
-- Moves a master, the table under an alias.
-- :branch_id text
update studio_staff as s set branch_id = b.branch_id, grade = b.name from studio_branch b join studio_branch o on o.branch_id = b.branch_id
where b.branch_id = :branch_id and s.branch_id <> b.branch_id returning s.staff_id, s.grade
;
-- Counters from a CTE that stands inside the insert.
insert into studio_counter (name, value) with t as (select branch_id, count(*) as masters from studio_staff group by branch_id) select t.branch_id, t.masters from t
on conflict (name) do nothing returning name, value
;
-- Several counters from values, with a null turned into a number.
-- :number bigint?
insert into studio_counter (name, value) values ('n', coalesce(:number, 7)), ('m', 2) on conflict (name) do update set value = excluded.value returning name, value
