-- A receipt is queued, or (`void`) only remembered; the same sale, payment or refund a second time is not.
-- :receipt_id text · :number bigint · :kind text · :purpose text · :bill_id text · :source_id text · :original_id text?
-- :holder_id text? · :branch_id text · :day text · :body text · :total_minor bigint · :state text · :now bigint
insert into fiscal_receipt (receipt_id, number, kind, purpose, bill_id, source_id, original_id, holder_id, branch_id, day, body,
  total_minor, state, attempts, next_at, asked_at, done_at, qr_url, problem, says, updated_at)
values (:receipt_id, :number, :kind, :purpose, :bill_id, :source_id, :original_id, :holder_id, :branch_id, :day, :body,
  :total_minor, :state, 0, :now, :now, null, null, null, null, :now)
on conflict (kind, source_id) do nothing
