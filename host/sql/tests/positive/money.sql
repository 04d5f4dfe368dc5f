-- Takings per day and branch.
select branch_id, day, sum(total_minor - discount_minor) as net_minor, count(*) as receipts from studio_receipt where closed group by branch_id, day order by day, branch_id
;
-- What is still to be paid.
select r.receipt_id, r.total_minor - r.discount_minor - coalesce(sum(y.amount_minor), 0) as open_minor
from studio_receipt r left join studio_payment y on y.receipt_id = r.receipt_id
group by r.receipt_id, r.total_minor, r.discount_minor order by r.receipt_id
;
-- Payments by kind, in one row.
select coalesce(sum(amount_minor) filter (where kind = 'cash'), 0) as cash_minor, coalesce(sum(amount_minor) filter (where kind = 'card'), 0) as card_minor from studio_payment
;
-- Sums over nothing are null.
select sum(amount_minor) as s, avg(amount_minor) as a, count(*) as c, min(kind) as k from studio_payment where kind = 'gift'
;
-- The largest payment of each receipt.
select p.receipt_id, p.kind, p.amount_minor from studio_payment p
where p.amount_minor = (select max(q.amount_minor) from studio_payment q where q.receipt_id = p.receipt_id) order by p.receipt_id
;
-- Average receipt, a real number.
select avg(total_minor) as average, round(avg(total_minor) / 3.0, 2) as third from studio_receipt
;
-- Halves are rounded away from zero on both engines.
select round(0.5) as a, round(1.5) as b, round(2.5) as c, round(-2.5) as d, round(2.345, 2) as e
;
-- Reals are cut when they become whole.
select cast(2.9 as bigint) as a, cast(-2.9 as bigint) as b, cast(7 as double precision) / 2 as c
;
-- Whole and real numbers meet as reals.
select case when total_minor > 0 then 1 else 0.5 end as weight, coalesce(null, 3) as three from studio_receipt order by receipt_id
;
-- Commission of each master.
select s.staff_id, sum(l.price_minor) as base_minor, round(sum(l.price_minor) * coalesce(s.share_percent, 0.0) / 100.0) as pay_minor
from studio_staff s join studio_line l on l.staff_id = s.staff_id group by s.staff_id, s.share_percent order by s.staff_id
;
-- The same as whole money.
select s.staff_id, cast(round(sum(l.price_minor) * coalesce(s.share_percent, 0.0) / 100.0) as bigint) as pay_minor
from studio_staff s join studio_line l on l.staff_id = s.staff_id group by s.staff_id, s.share_percent order by s.staff_id
;
-- Discounts as a share, nothing where the total is zero.
select receipt_id, discount_minor * 100 / total_minor as percent, cast(discount_minor as double precision) / total_minor as share from studio_receipt order by receipt_id
;
-- Flags as numbers and back.
select receipt_id, cast(closed as bigint) as flag, cast(discount_minor as boolean) as discounted from studio_receipt order by receipt_id
;
-- Numbers as text.
select receipt_id, cast(total_minor as text) || ' so''m' as shown from studio_receipt order by receipt_id
;
-- All closed, any open.
select bool_and(closed) as all_closed, bool_or(closed) as any_closed from studio_receipt
;
-- Is anything open?
select exists (select 1 from studio_receipt where not closed) as open
;
-- Truth has three values.
select receipt_id, (client_id = 'c1') is true as is_olga, (client_id = 'c1') is not false as maybe_olga, (client_id = 'c1') is not true as not_olga from studio_receipt order by receipt_id
;
-- Comparisons are values.
select receipt_id, total_minor > 1000000 as large, total_minor > 1000000 and not closed as odd from studio_receipt order by receipt_id
;
-- Booleans are ordered and compared.
select receipt_id from studio_receipt where closed = (discount_minor = 0) order by closed, receipt_id
;
-- The greater of two numbers, none of them null.
select receipt_id, greatest(total_minor, 1000000) as at_least, least(total_minor - discount_minor, 40000000, 99999999999) as at_most from studio_receipt order by receipt_id
;
-- The greater of two texts.
select staff_id, greatest(staff_id, display_name) as g, least(staff_id, display_name) as l from studio_staff order by staff_id
;
-- Absolute values.
select payment_id, abs(amount_minor) as size, abs(amount_minor / 3.0) as third from studio_payment order by payment_id
;
-- Negation, twice.
select payment_id, -amount_minor as minus, - (- amount_minor) as plus from studio_payment order by payment_id
;
-- Cash book: running balance of the day.
select payment_id, kind, amount_minor, sum(amount_minor) over (order by at, payment_id) as balance_minor from studio_payment order by at, payment_id
;
-- Share of each payment in its receipt.
select payment_id, cast(amount_minor as double precision) / nullif(sum(amount_minor) over (partition by receipt_id), 0) as share from studio_payment order by payment_id
;
-- Receipts of clients, named when known.
select r.receipt_id, coalesce(c.display_name, 'guest') as who from studio_receipt r left join studio_client c on c.client_id = r.client_id order by r.receipt_id
;
-- Clients by money spent, those without receipts at the end.
select c.client_id, t.spent_minor from studio_client c
left join (select client_id, sum(total_minor) as spent_minor from studio_receipt where client_id is not null group by client_id) as t on t.client_id = c.client_id
order by t.spent_minor desc nulls last, c.client_id
;
-- New and returning clients per day.
with first_visits as (select client_id, min(day) as first_day from studio_appointment where client_id is not null group by client_id)
select a.day, count(*) filter (where f.first_day = a.day) as fresh, count(*) filter (where f.first_day < a.day) as returning_clients
from studio_appointment a join first_visits f on f.client_id = a.client_id group by a.day order by a.day
;
-- A receipt opened.
-- :receipt_id text · :day text · :total bigint
insert into studio_receipt (receipt_id, branch_id, day, total_minor) values (:receipt_id || 'x', 'b1', :day, :total) returning receipt_id, closed, discount_minor
;
-- A payment taken.
-- :receipt_id text · :amount bigint · :now bigint
insert into studio_payment (payment_id, receipt_id, kind, amount_minor, at) values ('y99', :receipt_id, 'cash', :amount, :now)
;
-- Several payments at once.
-- :receipt_id text · :now bigint
insert into studio_payment (payment_id, receipt_id, kind, amount_minor, at)
values ('y98', :receipt_id, 'cash', 100, :now), ('y97', :receipt_id, 'card', 200 + 300, :now + 1) returning payment_id, amount_minor
;
-- A correction: the opposite of a payment.
-- :now bigint
insert into studio_payment (payment_id, receipt_id, kind, amount_minor, at)
select 'undo-' || payment_id, receipt_id, kind, -amount_minor, :now from studio_payment where payment_id = 'y1' returning payment_id, amount_minor
;
-- Closes a receipt that is paid.
-- :receipt_id text
update studio_receipt set closed = true
where receipt_id = :receipt_id and total_minor - discount_minor <= (select coalesce(sum(y.amount_minor), 0) from studio_payment y where y.receipt_id = studio_receipt.receipt_id)
returning closed
;
-- The next number of a series.
-- :series text
insert into studio_counter (name, value) values (:series, 1) on conflict (name) do update set value = studio_counter.value + 1 returning value
;
-- The larger of two numbers is kept.
-- :series text · :value bigint
insert into studio_counter (name, value) values (:series, :value)
on conflict (name) do update set value = excluded.value where excluded.value > studio_counter.value returning name, value
;
-- Counters copied from a select, conflicts ignored.
insert into studio_counter (name, value) select kind, count(*) from studio_payment group by kind on conflict do nothing
;
-- Counters copied without a where before the conflict.
insert into studio_counter (name, value) select name, value from studio_counter on conflict (name) do update set value = studio_counter.value + excluded.value returning name, value
;
-- Counters from a union.
insert into studio_counter (name, value) select 'clients', count(*) from studio_client union all select 'visits', count(*) from studio_appointment on conflict (name) do nothing returning name, value
