-- Closed shifts whose sums do not hold: expected = opening + movements (R-F4).
-- row CheckShift
select s.shift_id, s.number from finance_shift s
left join finance_entry_line l on l.shift_id = s.shift_id and l.account = 'cash:' || s.desk_id
where s.state = 'closed' group by s.shift_id, s.number, s.opening_minor, s.expected_minor
having s.opening_minor + coalesce(sum(l.amount_minor), 0) <> s.expected_minor limit 20
