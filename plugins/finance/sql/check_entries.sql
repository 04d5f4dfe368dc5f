-- Entries whose lines do not sum to 0.
-- row CheckEntry
select entry_id, coalesce(sum(amount_minor), 0) as amount_minor from finance_entry_line group by entry_id having sum(amount_minor) <> 0 limit 20
