-- Fiscal receipts: one for each sale and one for each refund, never two. The constraint on kind and source is what
-- makes a second one impossible here, the number is what makes it impossible at the provider.
create table fiscal_receipt (
  receipt_id text primary key,
  -- What the provider knows the receipt by (payment_id): given once, the same at every try.
  number bigint not null,
  -- sale or return.
  kind text not null,
  bill_id text not null,
  -- The bill of a sale, the refund of a return.
  source_id text not null,
  -- A return's sale.
  original_id text,
  branch_id text not null,
  day text not null,
  -- Lines and tenders as finance told them, JSON. Codes are looked up when it is sent.
  body text not null,
  total_minor bigint not null,
  -- queued: not taken yet. accepted: taken, its link is awaited. refused: the provider said no. done. void: never paid.
  state text not null,
  attempts bigint not null,
  next_at bigint not null,
  asked_at bigint not null,
  done_at bigint,
  -- ofd.soliq.uz/epi?t=&r=&c=&s=: terminal, number, time and sign of the receipt.
  qr_url text,
  -- Why it waits: settings, code, original, silent, refused. Null = it is on its way.
  problem text,
  -- In the provider's own words.
  says text,
  updated_at bigint not null,
  constraint fiscal_receipt_once unique (kind, source_id),
  constraint fiscal_receipt_number unique (number),
  constraint fiscal_receipt_kind check (kind in ('sale', 'return')),
  constraint fiscal_receipt_state check (state in ('queued', 'accepted', 'refused', 'done', 'void')),
  constraint fiscal_receipt_done check (state <> 'done' or qr_url is not null)
);
create index fiscal_receipt_waiting on fiscal_receipt (state, next_at);
create index fiscal_receipt_bill on fiscal_receipt (bill_id);
create index fiscal_receipt_original on fiscal_receipt (original_id);

-- Tax codes of what is sold. An empty subject: everything of the kind that has no row of its own.
create table fiscal_code (
  code_id text primary key,
  -- service, product, certificate, membership.
  kind text not null,
  -- service_id, item_id or the offer's id; '' = all.
  subject text not null,
  -- IKPU (MXIK), 17 digits.
  spic text not null,
  package_code text not null,
  -- Whole percent; 0 = without VAT.
  vat_percent bigint not null,
  updated_at bigint not null,
  constraint fiscal_code_once unique (kind, subject),
  constraint fiscal_code_vat check (vat_percent between 0 and 100)
);
