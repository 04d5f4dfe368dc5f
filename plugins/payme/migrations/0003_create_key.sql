-- Payme may change its key (ChangePassword), and a module cannot write what the owner entered. So the new one is kept
-- here as a digest with its own salt, and holds only as long as the owner's is the one it took the place of.
create table payme_key (
  payme_key_id text primary key,
  salt text not null,
  -- Digests under this salt, hex: the key that holds; the one before it, whose call may come once more; the owner's.
  current_digest text not null,
  previous_digest text not null,
  owner_digest text not null,
  changed_at bigint not null,
  constraint payme_key_one check (payme_key_id = 'key')
);

-- The fiscal receipts Payme issued for its transactions (SetFiscalData): one of the payment, one of its cancel.
create table payme_receipt (
  reference text not null,
  -- PERFORM or CANCEL.
  kind text not null,
  receipt_id text not null,
  -- 0 = the tax committee has it; anything else is Payme's or the committee's reason why not.
  status_code bigint not null,
  message text,
  terminal text,
  fiscal_sign text,
  qr_code_url text,
  said_at text,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (reference, kind),
  constraint payme_receipt_kind check (kind in ('PERFORM', 'CANCEL'))
);
