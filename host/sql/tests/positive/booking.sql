-- The visits of a day at a branch.
-- :day text · :branch_id text
select a.appointment_id, a.start_at, a.end_at, a.state, c.display_name, s.display_name as staff_name
from studio_appointment a
join studio_staff s on s.staff_id = a.staff_id
left join studio_client c on c.client_id = a.client_id
where a.day = :day and a.branch_id = :branch_id
order by a.start_at, a.appointment_id
;
-- One visit.
-- :appointment_id text
select appointment_id, number, client_id, total_minor from studio_appointment where appointment_id = :appointment_id
;
-- Visits that overlap an interval of a master.
-- :staff_id text · :start_at bigint · :end_at bigint
select appointment_id from studio_appointment
where staff_id = :staff_id and start_at < :end_at and end_at > :start_at and state not in ('cancelled', 'no_show') order by appointment_id
;
-- Visits in given states.
-- :states list of text
select appointment_id, state from studio_appointment where state in (:states) order by appointment_id
;
-- Visits with these numbers.
-- :numbers list of bigint
select appointment_id, number from studio_appointment where number in (:numbers) order by number
;
-- Visits between two days.
-- :from_day text · :to_day text
select appointment_id from studio_appointment where day between :from_day and :to_day order by appointment_id
;
-- Visits outside of two days.
-- :from_day text · :to_day text
select appointment_id from studio_appointment where day not between :from_day and :to_day order by appointment_id
;
-- Minutes of each visit, whole and exact.
select appointment_id, (end_at - start_at) / 60000 as minutes, (end_at - start_at) % 60000 as rest from studio_appointment order by appointment_id
;
-- Whole numbers are divided towards zero, below zero too.
select -7 / 2 as a, -7 % 2 as b, 7 / -2 as c, 7 % 3 as d
;
-- Dividing by zero gives nothing.
-- :zero bigint
select 7 / :zero as a, 7 % :zero as b, 7.5 / (:zero * 1.0) as c
;
-- Products that are too large for 32 bits.
select 1000000 * 1000000 as big, 3000000000 + 1 as more, 2147483647 + 1 as edge
;
-- Lines of visits with their service.
select l.line_id, v.name, l.price_minor from studio_line l join studio_service v on v.service_id = l.service_id order by l.line_id
;
-- Totals per visit against what the visit says.
select a.appointment_id, a.total_minor, sum(l.price_minor) as lines_minor, a.total_minor = sum(l.price_minor) as same
from studio_appointment a join studio_line l on l.appointment_id = a.appointment_id
group by a.appointment_id, a.total_minor order by a.appointment_id
;
-- Visits per state.
select state, count(*) as visits, sum(total_minor) as total_minor, avg(total_minor) as average, min(day) as first_day, max(day) as last_day
from studio_appointment group by state order by visits desc, state
;
-- Visits per day and source.
select day, count(*) as visits, count(*) filter (where source = 'online') as online, count(distinct client_id) as clients
from studio_appointment group by day order by day
;
-- Cancelled and missed, side by side.
select day, sum(case when state = 'cancelled' then 1 else 0 end) as cancelled, sum(case state when 'no_show' then 1 else 0 end) as missed
from studio_appointment group by day having sum(case when state in ('cancelled', 'no_show') then 1 else 0 end) > 0 order by day
;
-- Numbers the visits of each master.
select appointment_id, row_number() over (partition by staff_id order by start_at, appointment_id) as n from studio_appointment order by appointment_id
;
-- The visit before and after, for gaps.
select appointment_id, lag(end_at) over (partition by staff_id order by start_at) as before,
  lead(start_at, 1, 0) over (partition by staff_id order by start_at) as after
from studio_appointment order by appointment_id
;
-- Running takings of a master.
select appointment_id, sum(total_minor) over (partition by staff_id order by start_at rows between unbounded preceding and current row) as running
from studio_appointment order by appointment_id
;
-- The average of three visits.
select appointment_id, avg(total_minor) over (order by number rows between 1 preceding and 1 following) as smooth from studio_appointment order by appointment_id
;
-- Ranks, with ties.
select appointment_id, rank() over (order by total_minor desc) as place, dense_rank() over (order by total_minor desc) as dense,
  percent_rank() over (order by total_minor) as percent, cume_dist() over (order by total_minor) as share, ntile(3) over (order by number) as third
from studio_appointment order by appointment_id
;
-- First, last and second visit of a master.
select appointment_id, first_value(day) over (partition by staff_id order by start_at) as first_day,
  last_value(day) over (partition by staff_id order by start_at rows between unbounded preceding and unbounded following) as last_day,
  nth_value(day, 2) over (partition by staff_id order by start_at rows between unbounded preceding and unbounded following) as second_day
from studio_appointment order by appointment_id
;
-- Each visit's share of its day, grouped by value.
select day, total_minor, count(*) over (partition by day order by total_minor groups between 1 preceding and current row) as near from studio_appointment order by number
;
-- The last visit of each client.
with numbered as (
  select client_id, appointment_id, row_number() over (partition by client_id order by start_at desc) as n
  from studio_appointment where client_id is not null
)
select client_id, appointment_id from numbered where n = 1 order by client_id
;
-- Days and the best master of each.
with takings as (
  select day, staff_id, sum(total_minor) as total_minor from studio_appointment where state <> 'cancelled' group by day, staff_id
), best as (
  select day, max(total_minor) as best_minor from takings group by day
)
select t.day, t.staff_id, t.total_minor from takings t join best b on b.day = t.day and b.best_minor = t.total_minor order by t.day, t.staff_id
;
-- Free masters of a branch at a time.
-- :branch_id text · :start_at bigint · :end_at bigint
select s.staff_id, s.display_name from studio_staff s
where s.branch_id = :branch_id and s.active
  and not exists (select 1 from studio_appointment a where a.staff_id = s.staff_id and a.start_at < :end_at and :start_at < a.end_at)
order by s.display_name
;
-- Masters who do a service at least once.
-- :service_id text
select staff_id, display_name from studio_staff where staff_id in (select l.staff_id from studio_line l where l.service_id = :service_id) order by staff_id
;
-- Every branch and how full it is, branches without visits included.
-- :day text
select b.branch_id, b.name, count(a.appointment_id) as visits, coalesce(sum(a.total_minor), 0) as total_minor
from studio_branch b left join studio_appointment a on a.branch_id = b.branch_id and a.day = :day
group by b.branch_id, b.name order by b.branch_id
;
-- The same from the other side.
select a.appointment_id, b.branch_id from studio_appointment a right join studio_branch b on b.branch_id = a.branch_id and a.state = 'booked' order by b.branch_id, a.appointment_id
;
-- Every master with every service.
select s.staff_id, v.service_id from studio_staff s cross join studio_service v where s.active and v.online order by s.staff_id, v.service_id
;
-- A feed of visits and receipts.
select 'visit' as kind, appointment_id as id, day from studio_appointment
union all
select 'receipt', receipt_id, day from studio_receipt
order by day desc, kind, id
;
-- Days on which anything happened.
select day from studio_appointment union select day from studio_receipt order by day
;
-- Three kinds of people at once, each once.
select display_name as name from studio_client union select display_name from studio_staff union all select name from studio_branch order by 1
;
-- A small table written out.
with kinds (state, title) as (values ('booked', 'planned'), ('completed', 'done'))
select k.title, count(a.appointment_id) as visits from kinds k left join studio_appointment a on a.state = k.state group by k.title order by k.title
;
-- Numbers and nulls written out.
with v (a, b) as (values (1, null), (2, 0.5), (null, 1.0)) select a, b from v order by a, b
;
-- A page of visits.
-- :limit bigint · :offset bigint
select appointment_id from studio_appointment order by number limit :limit offset :offset
;
-- All but the first visits.
-- :offset bigint
select appointment_id from studio_appointment order by number offset :offset
;
-- A limit below zero is none.
-- :minus bigint
select appointment_id from studio_appointment order by number limit :minus
;
-- The busiest hour is found in Rust; here is the count per start.
select start_at / 3600000 % 24 as hour, count(*) as visits from studio_appointment group by start_at / 3600000 % 24 order by visits desc, hour
;
-- Books a visit and says its number.
-- :appointment_id text · :day text · :start_at bigint · :end_at bigint · :client_id text?
insert into studio_appointment (appointment_id, number, branch_id, client_id, staff_id, day, start_at, end_at, total_minor)
select :appointment_id || 'x', max(number) + 1, 'b1', :client_id, 'm1', :day, :start_at, :end_at, 0 from studio_appointment
returning number, state, source
;
-- Moves a visit.
-- :appointment_id text · :start_at bigint · :minutes bigint
update studio_appointment set start_at = :start_at, end_at = :start_at + :minutes * 60000 where appointment_id = :appointment_id returning start_at, end_at
;
-- Marks the missed.
-- :now bigint
update studio_appointment set state = 'no_show' where state = 'booked' and end_at + 900000 < :now returning appointment_id, state
;
-- Recomputes totals from lines.
update studio_appointment set total_minor = t.total_minor
from (select appointment_id, sum(price_minor) as total_minor from studio_line group by appointment_id) as t
where t.appointment_id = studio_appointment.appointment_id and studio_appointment.state = 'booked'
returning appointment_id, total_minor
;
-- The same with a subquery.
update studio_appointment as a set total_minor = (select coalesce(sum(l.price_minor), 0) from studio_line l where l.appointment_id = a.appointment_id)
where a.day = '2026-11-22' returning a.appointment_id, a.total_minor
;
-- Deletes a visit's lines of one service.
-- :appointment_id text · :service_id text
delete from studio_line where appointment_id = :appointment_id and service_id = :service_id
;
-- Deletes a visit; its lines go with it.
-- :appointment_id text
delete from studio_appointment as a where a.appointment_id = :appointment_id and a.appointment_id not in (select r.appointment_id from studio_receipt r where r.appointment_id is not null) returning a.number
;
-- Prices rise by a rate, from a list.
-- :service_ids list of text
with chosen as (select service_id from studio_service where service_id in (:service_ids))
update studio_service set price_minor = price_minor + price_minor / 10 / 100 * 100 where service_id in (select service_id from chosen) returning service_id, price_minor
;
-- Deletes what a CTE found.
with old as (select line_id from studio_line where price_minor = 0)
delete from studio_line where line_id in (select line_id from old) returning line_id
;
-- Copies yesterday's visits as plans, through a CTE.
-- :day text
with source as (select appointment_id, number, staff_id, start_at, end_at from studio_appointment where day = :day)
insert into studio_appointment (appointment_id, number, branch_id, staff_id, day, start_at, end_at)
select s.appointment_id || '-copy', s.number + 9000, 'b1', s.staff_id, :day, s.start_at, s.end_at from source s returning appointment_id, number
