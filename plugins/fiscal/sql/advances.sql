-- A holder's advances that have a receipt, what was returned taken off; and those that stand on a sale's receipt instead.
-- :holder_id text
-- one
select
  coalesce(sum(case when state = 'void' then 0 when kind = 'sale' then total_minor else -total_minor end), 0) as advanced_minor,
  coalesce(sum(case when state = 'void' then total_minor else 0 end), 0) as skipped_minor
from fiscal_receipt where holder_id = :holder_id and purpose = 'advance'
