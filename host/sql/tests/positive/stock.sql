-- Stock of each product at each branch.
select product_id, branch_id, sum(quantity) as quantity from studio_stock_move group by product_id, branch_id order by product_id, branch_id
;
-- Products with their stock, none included.
select p.product_id, p.name, coalesce(sum(m.quantity), 0.0) as quantity from studio_product p left join studio_stock_move m on m.product_id = p.product_id group by p.product_id, p.name order by p.product_id
;
-- Products below their level.
with stock as (select product_id, sum(quantity) as quantity from studio_stock_move group by product_id)
select p.product_id, p.low_level, coalesce(s.quantity, 0.0) as quantity from studio_product p left join stock s on s.product_id = p.product_id
where p.low_level is not null and coalesce(s.quantity, 0.0) < p.low_level order by p.product_id
;
-- Products below zero somewhere.
select product_id, branch_id from studio_stock_move group by product_id, branch_id having sum(quantity) < 0.0 order by product_id
;
-- The last price paid per product.
with numbered as (select product_id, cost_minor, quantity, row_number() over (partition by product_id order by at desc) as n from studio_stock_move where cost_minor is not null)
select product_id, cost_minor / quantity as unit_minor from numbered where n = 1 order by product_id
;
-- The average price paid per unit.
select product_id, sum(cost_minor) / sum(quantity) as unit_minor, sum(cost_minor) as cost_minor from studio_stock_move where quantity > 0.0 and cost_minor is not null group by product_id order by product_id
;
-- Moves of a product, the newest first, with the level after each.
-- :product_id text
select move_id, quantity, sum(quantity) over (order by at, move_id) as level from studio_stock_move where product_id = :product_id order by at desc, move_id
;
-- Products by barcode; those without come last.
select product_id, barcode from studio_product order by barcode, product_id
;
-- A product by its barcode.
-- :barcode text
select product_id, name from studio_product where barcode = :barcode
;
-- Products whose name contains a digit group.
select product_id from studio_product where name like '%6.0' order by product_id
;
-- Reasons and how often.
select reason, count(*) as moves, min(quantity) as least, max(quantity) as most from studio_stock_move group by reason order by reason
;
-- Reasons in one line.
select string_agg(m.reason, ', ' order by m.reason) as reasons from (select distinct reason from studio_stock_move) as m
;
-- Names in one line, the newest first.
select branch_id, string_agg(product_id, '; ' order by at desc, move_id) as products from studio_stock_move group by branch_id order by branch_id
;
-- Names in one line, some of them.
select string_agg(name, '|' order by name) filter (where barcode is not null) as coded from studio_product
;
-- A move written down.
-- :move_id text · :product_id text · :quantity double precision · :now bigint
insert into studio_stock_move (move_id, product_id, branch_id, quantity, reason, at) values (:move_id, :product_id, 'b1', :quantity, 'count', :now) returning quantity, cost_minor
;
-- A count corrects the level by the difference.
-- :move_id text · :product_id text · :quantity double precision · :now bigint
insert into studio_stock_move (move_id, product_id, branch_id, quantity, reason, at)
select :move_id, :product_id, 'b1', :quantity - coalesce(sum(m.quantity), 0.0), 'count', :now from studio_stock_move m where m.product_id = :product_id and m.branch_id = 'b1'
returning product_id, quantity
;
-- A product added or renamed by its barcode.
-- :product_id text · :barcode text · :name text
insert into studio_product (product_id, name, barcode) values (:product_id || 'x', :name, :barcode)
on conflict (barcode) do update set name = excluded.name returning product_id, name, unit
;
-- A picture stored.
-- :product_id text · :picture bytea?
update studio_product set picture = :picture where product_id = :product_id returning product_id, length(picture) as bytes
;
-- Products without a picture.
select product_id from studio_product where picture is null order by product_id
;
-- Levels rounded to halves.
select product_id, round(low_level * 2.0) / 2.0 as level from studio_product order by product_id
;
-- Levels, the unknown first.
select product_id, low_level from studio_product order by low_level nulls first, product_id
;
-- Levels downwards.
select product_id, low_level from studio_product order by low_level desc, product_id
;
-- Raises a level, also an unknown one.
-- :quantity double precision
update studio_product set low_level = coalesce(low_level, 0.0) + :quantity where low_level is null or low_level < 200.0 returning product_id, low_level
;
-- Removes products that never moved.
delete from studio_product where product_id not in (select product_id from studio_stock_move) returning product_id
;
-- Counts by several words at once.
select count(*) as all_moves, count(cost_minor) as priced, count(distinct product_id) as products, count(distinct reason) filter (where quantity < 0.0) as losses from studio_stock_move
