-- What came into and went out of the desk in a shift.
-- :shift_id text · :account text
-- one
select coalesce(sum(amount_minor), 0) as net_minor,
  coalesce(sum(case when amount_minor > 0 then amount_minor else 0 end), 0) as in_minor,
  coalesce(sum(case when amount_minor < 0 then amount_minor else 0 end), 0) as out_minor
from finance_entry_line where shift_id = :shift_id and account = :account
