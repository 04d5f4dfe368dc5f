-- How it stands after a try or an answer. What is done stays done.
-- :state text · :attempts bigint · :next_at bigint · :done_at bigint? · :qr_url text? · :problem text? · :says text? · :now bigint
-- :receipt_id text
update fiscal_receipt set state = :state, attempts = :attempts, next_at = :next_at, done_at = :done_at, qr_url = :qr_url,
  problem = :problem, says = :says, updated_at = :now
where receipt_id = :receipt_id and state <> 'done'
