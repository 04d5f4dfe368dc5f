-- A line of an entry.
-- :entry_line_id text · :entry_id text · :position bigint · :account text · :branch_id text · :day text · :period text · :shift_id text?
-- :category text? · :counterparty_kind text? · :counterparty_id text? · :amount_minor bigint
insert into finance_entry_line (entry_line_id, entry_id, position, account, branch_id, day, period, shift_id, category, counterparty_kind,
  counterparty_id, amount_minor)
values (:entry_line_id, :entry_id, :position, :account, :branch_id, :day, :period, :shift_id, :category, :counterparty_kind,
  :counterparty_id, :amount_minor)
