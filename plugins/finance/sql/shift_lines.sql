-- The desk's cash in a shift, by kind of entry.
-- :shift_id text
-- row ShiftLine
select e.kind, l.category, count(*) as lines, coalesce(sum(l.amount_minor), 0) as amount_minor
from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id
where l.shift_id = :shift_id group by e.kind, l.category order by e.kind, l.category
