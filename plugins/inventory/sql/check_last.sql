-- When the books were last checked.
-- row Checked
select at, faults, text from inventory_check order by at desc limit 1
