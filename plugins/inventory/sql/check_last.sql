-- When the books were last checked.
-- row Checked
select check_id, at, faults, text from inventory_check order by at desc limit 1
