-- A receipt as Payme last told of it. One that is registered is not taken back by an older message.
-- :reference text · :kind text · :receipt_id text · :status_code bigint · :message text? · :terminal text? · :fiscal_sign text?
-- :qr_code_url text? · :said_at text? · :now bigint
insert into payme_receipt (reference, kind, receipt_id, status_code, message, terminal, fiscal_sign, qr_code_url, said_at, created_at, updated_at)
values (:reference, :kind, :receipt_id, :status_code, :message, :terminal, :fiscal_sign, :qr_code_url, :said_at, :now, :now)
on conflict (reference, kind) do update set receipt_id = excluded.receipt_id, status_code = excluded.status_code,
  message = excluded.message, terminal = excluded.terminal, fiscal_sign = excluded.fiscal_sign,
  qr_code_url = excluded.qr_code_url, said_at = excluded.said_at, updated_at = excluded.updated_at
where payme_receipt.status_code <> 0 or excluded.status_code = 0
