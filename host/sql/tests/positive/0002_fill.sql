-- Believable rows with every awkward value: nulls, equal names, other scripts, quotes, capitals.
insert into studio_branch (branch_id, name, timezone, position, archived_at) values
  ('b1', 'Chilonzor', 'Asia/Tashkent', 1, null), ('b2', 'Yunusobod', 'Asia/Tashkent', 2, null), ('b3', 'Old', 'Asia/Tashkent', 3, 1700000000000);
insert into studio_service (service_id, category, name, duration_minutes, price_minor, rate, online) values
  ('s1', 'hair', 'Haircut', 60, 15000000, 1.0, true), ('s2', 'hair', 'Colour', 150, 45000000, 1.25, true),
  ('s3', 'nails', 'Manicure', 45, 12000000, 0.5, true), ('s4', null, 'Consultation', 15, 0, 0.3, false), ('s5', 'nails', 'Pedicure', 60, 16050050, 2.5, false);
insert into studio_staff (staff_id, branch_id, display_name, grade, share_percent, active) values
  ('m1', 'b1', 'Нигора', 'top', 45.5, true), ('m2', 'b1', 'Aziza', null, 40.0, true), ('m3', 'b2', 'azamat', 'top', null, true), ('m4', 'b2', 'Zafar', null, null, false);
insert into studio_client (client_id, display_name, search_key, birth_date, language, source, note, created_at, archived_at) values
  ('c1', 'Ольга Пак', 'olga pak', '1994-11-24', 'ru', 'desk', null, 1690000000000, null),
  ('c2', 'Dilnoza', 'dilnoza', '1988-02-29', 'uz', 'online', 'likes % and _', 1690000000001, null),
  ('c3', 'dilnoza', 'dilnoza', null, 'uz', null, 'it''s [new]*?', 1690000000002, null),
  ('c4', 'Анна', 'anna', '2001-11-22', null, 'desk', '', 1690000000003, 1700000000000),
  ('c5', 'O''Brien', 'obrien', '1970-12-31', 'en', 'instagram', 'back\slash', 1690000000004, null),
  ('c6', 'Zulfiya', 'zulfiya', '1999-11-24', 'uz', 'desk', null, 1690000000005, null);
insert into studio_phone (client_id, phone, main) values
  ('c1', '+998901112233', true), ('c1', '+998901112244', false), ('c2', '+998935556677', true), ('c3', '+998935556677', true), ('c5', '+998971234567', false);
insert into studio_appointment (appointment_id, number, branch_id, client_id, staff_id, day, start_at, end_at, state, total_minor, source) values
  ('a1', 1001, 'b1', 'c1', 'm1', '2026-11-20', 1763600000000, 1763603600000, 'completed', 15000000, 'desk'),
  ('a2', 1002, 'b1', 'c2', 'm2', '2026-11-21', 1763700000000, 1763709000000, 'completed', 45000000, 'online'),
  ('a3', 1003, 'b1', 'c1', 'm1', '2026-11-22', 1763800000000, 1763803600000, 'booked', 27000000, 'desk'),
  ('a4', 1004, 'b1', null, 'm2', '2026-11-22', 1763810000000, 1763811000000, 'arrived', 0, 'desk'),
  ('a5', 1005, 'b2', 'c3', 'm3', '2026-11-22', 1763800000000, 1763802700000, 'cancelled', 12000000, 'online'),
  ('a6', 1006, 'b2', 'c5', 'm3', '2026-11-22', 1763820000000, 1763823600000, 'booked', 15000000, 'online'),
  ('a7', 1007, 'b2', 'c6', 'm3', '2026-11-23', 1763900000000, 1763903600000, 'no_show', 16050050, 'desk');
insert into studio_line (line_id, appointment_id, service_id, staff_id, price_minor, duration_minutes) values
  ('l1', 'a1', 's1', 'm1', 15000000, 60), ('l2', 'a2', 's2', 'm2', 45000000, 150), ('l3', 'a3', 's1', 'm1', 15000000, 60),
  ('l4', 'a3', 's3', 'm1', 12000000, 45), ('l5', 'a4', 's4', 'm2', 0, 15), ('l6', 'a5', 's3', 'm3', 12000000, 45),
  ('l7', 'a6', 's1', 'm3', 15000000, 60), ('l8', 'a7', 's5', 'm3', 16050050, 60);
insert into studio_product (product_id, name, barcode, unit, low_level, picture) values
  ('p1', 'Shampoo', '4601', 'ml', 500.0, null), ('p2', 'Dye 6.0', '4602', 'g', 120.5, null), ('p3', 'Gloves', null, 'piece', null, null), ('p4', 'Foil', null, 'piece', 2.0, null);
insert into studio_stock_move (move_id, product_id, branch_id, quantity, cost_minor, reason, at) values
  ('k1', 'p1', 'b1', 1000.0, 9000000, 'purchase', 1763500000000), ('k2', 'p1', 'b1', -30.5, null, 'use', 1763600000000),
  ('k3', 'p1', 'b2', 250.0, 2500000, 'purchase', 1763500000001), ('k4', 'p2', 'b1', 60.0, 4200000, 'purchase', 1763500000002),
  ('k5', 'p2', 'b1', -61.25, null, 'use', 1763700000000), ('k6', 'p4', 'b2', 3.0, 300000, 'count', 1763700000001), ('k7', 'p1', 'b1', -0.5, null, 'loss', 1763800000000);
insert into studio_receipt (receipt_id, appointment_id, client_id, branch_id, day, total_minor, discount_minor, closed) values
  ('r1', 'a1', 'c1', 'b1', '2026-11-20', 15000000, 0, true), ('r2', 'a2', 'c2', 'b1', '2026-11-21', 45000000, 4500000, true),
  ('r3', null, null, 'b2', '2026-11-22', 900000, 0, true), ('r4', 'a4', null, 'b1', '2026-11-22', 0, 0, false);
insert into studio_payment (payment_id, receipt_id, kind, amount_minor, at) values
  ('y1', 'r1', 'cash', 15000000, 1763604000000), ('y2', 'r2', 'card', 20000000, 1763710000000), ('y3', 'r2', 'cash', 20500000, 1763710000001),
  ('y4', 'r3', 'card', 1000000, 1763800000000), ('y5', 'r3', 'card', -100000, 1763800000001);
insert into studio_counter (name, value) values ('receipt', 4), ('visit', 1007);
