-- Visits. Time is excluded by the host's claims, never by a query of ours: a busy interval of a master is the claim
-- `staff:<id>`, a resource's will be `resource:<id>` (R-B4), and the database itself refuses overlaps.
--
-- What later rules need is here already: a visit is a list of lines, each with its own master and time, one after
-- another or side by side (R-B5); a visit remembers the policy it was booked under (R-B9) and until when it is only
-- held (R-B7).

create table booking_appointment (
  appointment_id text primary key,
  -- Six random digits to say aloud. Not a sequence on purpose: the last number would be the one row that all
  -- bookings of all branches fight over.
  number bigint not null,
  branch_id text not null,
  -- Null = nobody asked for a name.
  client_id text,
  -- The first line's master.
  staff_id text not null,
  -- R-B15: the branch's business day, which starts at 05:00.
  day text not null,
  start_at bigint not null,
  end_at bigint not null,
  state text not null,
  total_minor bigint not null,
  source text not null,
  note text,
  -- R-B11: nobody came for 15 minutes and somebody should ring.
  late boolean not null,
  -- State hold: when the hold frees itself (R-B7).
  hold_until bigint,
  cancel_reason text,
  cancelled_at bigint,
  -- R-B9: the policy as it was at booking. Null = there was none.
  free_until_hours bigint,
  late_fee_percent bigint,
  no_show_fee_percent bigint,
  deposit_minor bigint,
  -- How often the client moved it (R-B10).
  moved_count bigint not null,
  -- Where the row came from, so that a second import finds it. Null for everything booked here.
  import_key text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint booking_appointment_order check (end_at > start_at),
  constraint booking_appointment_state check (state in ('hold', 'pending', 'booked', 'confirmed', 'arrived',
    'in_service', 'completed', 'cancelled_early', 'cancelled_late', 'cancelled_by_salon', 'no_show'))
);
-- A page shows one branch's day or week.
create index booking_appointment_day on booking_appointment (day, branch_id);
-- A client's card shows their visits, the newest first.
create index booking_appointment_client on booking_appointment (client_id, start_at);
create unique index booking_appointment_import on booking_appointment (import_key);

create table booking_line (
  appointment_line_id text primary key,
  appointment_id text not null references booking_appointment (appointment_id),
  position bigint not null,
  service_id text not null,
  staff_id text not null,
  start_at bigint not null,
  end_at bigint not null,
  -- R-B8: as they were when it was booked.
  duration_minutes bigint not null,
  price_minor bigint not null,
  -- R-B1: active, then processing (the master is free), then finish; buffers around.
  active_minutes bigint not null,
  processing_minutes bigint not null,
  finish_minutes bigint not null,
  buffer_before_minutes bigint not null,
  buffer_after_minutes bigint not null,
  -- Start less the buffer before: slot search asks for a master's lines from a lower bound on.
  reserved_from bigint not null,
  -- False once the visit no longer takes the master's time: cancelled, or nobody came.
  blocking boolean not null,
  constraint booking_line_order check (end_at > start_at)
);
create index booking_line_appointment on booking_line (appointment_id, position);
create index booking_line_staff on booking_line (staff_id, reserved_from);

-- Every change with the visit before and after it, as JSON: what undo puts back and what the history shows.
create table booking_change (
  change_id text primary key,
  appointment_id text not null,
  kind text not null,
  -- Null for the first entry.
  before text,
  after text not null,
  -- R-B3: what a person with the right overrode, separated by commas.
  bypassed text,
  person_id text,
  person_name text,
  created_at bigint not null
);
create index booking_change_appointment on booking_change (appointment_id, created_at);
