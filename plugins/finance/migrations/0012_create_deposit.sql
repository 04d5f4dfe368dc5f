-- R-B9: what a client pays in for a visit to come. The salon owes it (`deposits`) until it pays for the visit, is kept
-- as a fee, or goes back. The movements are never changed; the head says what they have come to.
insert into finance_account (account, kind, position) values
  ('deposits', 'liability', 51), ('income.fee', 'income', 71);

create table finance_deposit (
  deposit_id text primary key,
  appointment_id text not null,
  branch_id text not null,
  client_id text,
  -- What the salon still owes of it.
  held_minor bigint not null,
  -- held: for the visit. back: nothing needs it any more, so the client is given it back.
  state text not null,
  -- What giving the visit up cost; of it, what was kept of the deposit and what was billed.
  fee_minor bigint not null,
  kept_minor bigint not null,
  billed_minor bigint not null,
  -- The bill of what was billed.
  bill_id text,
  -- The change of the visit by which it was lost; null while it stands.
  lost_by text,
  created_at bigint not null,
  updated_at bigint not null,
  -- Two desks open a deposit for one visit: the second is refused here.
  constraint finance_deposit_visit unique (appointment_id),
  constraint finance_deposit_held check (held_minor >= 0 and kept_minor >= 0 and billed_minor >= 0
    and kept_minor + billed_minor <= fee_minor),
  constraint finance_deposit_state check (state in ('held', 'back'))
);
create index finance_deposit_state on finance_deposit (state, branch_id);
create index finance_deposit_client on finance_deposit (client_id);

create table finance_deposit_move (
  deposit_move_id text primary key,
  appointment_id text not null,
  -- taken and returned: money. applied and unapplied: into a bill and out of it. kept and unkept: as a fee, 0 where
  -- nothing was there to keep.
  kind text not null,
  -- Of taken and returned.
  tender text,
  -- Above zero: the salon owes more.
  amount_minor bigint not null,
  -- What it was for: a bill, a refund, the change of the visit; or the movement itself.
  source_id text not null,
  desk_id text,
  shift_id text,
  person_name text,
  day text not null,
  at bigint not null,
  constraint finance_deposit_move_kind check (kind in ('taken', 'returned', 'applied', 'unapplied', 'kept', 'unkept')),
  -- A change that is told twice moves nothing the second time.
  constraint finance_deposit_move_once unique (kind, source_id)
);
create index finance_deposit_move_visit on finance_deposit_move (appointment_id, at);
