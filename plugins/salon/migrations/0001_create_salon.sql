-- The salon itself: where it works, what it sells, who does it and when.
-- Nothing here is ever deleted once an appointment may point at it: branches, services and staff are archived.
-- Names that clients see exist in all three languages; the host never mixes them.

create table salon_branch (
  branch_id text primary key,
  name text not null,
  -- IANA zone: all wall times of the branch (shifts, holidays) are read in it.
  timezone text not null,
  address text,
  phone text,
  position bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint
);

-- Rooms and chairs: ground for R-B4, not yet part of slot search.
create table salon_room (
  room_id text primary key,
  branch_id text not null references salon_branch (branch_id),
  name text not null,
  position bigint not null,
  created_at bigint not null,
  archived_at bigint
);
create index salon_room_branch on salon_room (branch_id);

create table salon_category (
  category_id text primary key,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  position bigint not null,
  created_at bigint not null,
  archived_at bigint
);

-- R-B1: a service is active, processing, finish; the master is free while the colour works.
-- The duration is their sum and therefore not stored.
create table salon_service (
  service_id text primary key,
  category_id text not null references salon_category (category_id),
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  active_minutes bigint not null,
  processing_minutes bigint not null,
  finish_minutes bigint not null,
  buffer_before_minutes bigint not null,
  buffer_after_minutes bigint not null,
  price_minor bigint not null,
  online boolean not null,
  position bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint,
  constraint salon_service_lasts check (active_minutes > 0 and processing_minutes >= 0 and finish_minutes >= 0),
  constraint salon_service_price check (price_minor >= 0)
);
create index salon_service_category on salon_service (category_id);

create table salon_staff (
  staff_id text primary key,
  -- The host's person, if this member of staff signs in.
  account_id text,
  first_name text not null,
  last_name text not null,
  display_name text not null,
  job_title_uz text not null,
  job_title_ru text not null,
  job_title_en text not null,
  grade text,
  branch_id text not null references salon_branch (branch_id),
  -- 1..6: a tint of the theme.
  color bigint not null,
  position bigint not null,
  phone text,
  -- The code of this person in the list it was imported from; a second import finds the same card by it.
  code text,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint
);
create index salon_staff_branch on salon_staff (branch_id);
create unique index salon_staff_code on salon_staff (code);
create unique index salon_staff_account on salon_staff (account_id);

-- What a master can do. Null = as the service says.
create table salon_staff_service (
  staff_id text not null references salon_staff (staff_id),
  service_id text not null references salon_service (service_id),
  duration_minutes bigint,
  price_minor bigint,
  primary key (staff_id, service_id)
);
create index salon_staff_service_service on salon_staff_service (service_id);

-- The rhythm shifts are generated from, counted from its anchor: the first of the working days.
create table salon_pattern (
  staff_id text primary key references salon_staff (staff_id),
  rhythm text not null,
  anchor_day text not null,
  start_minute bigint not null,
  end_minute bigint not null,
  break_start_minute bigint,
  break_minutes bigint not null,
  updated_at bigint not null,
  constraint salon_pattern_rhythm check (rhythm in ('2/2', '3/3', '5/2', '6/1'))
);

-- `day` is the branch's local day on which the shift starts; it may end after midnight.
create table salon_shift (
  shift_id text primary key,
  staff_id text not null references salon_staff (staff_id),
  branch_id text not null references salon_branch (branch_id),
  day text not null,
  start_at bigint not null,
  end_at bigint not null,
  created_at bigint not null,
  constraint salon_shift_order check (end_at > start_at)
);
create unique index salon_shift_once on salon_shift (staff_id, start_at);
create index salon_shift_day on salon_shift (day, staff_id);

create table salon_shift_break (
  shift_break_id text primary key,
  shift_id text not null references salon_shift (shift_id),
  staff_id text not null,
  start_at bigint not null,
  end_at bigint not null,
  constraint salon_shift_break_order check (end_at > start_at)
);
create index salon_shift_break_shift on salon_shift_break (shift_id);
create index salon_shift_break_staff on salon_shift_break (staff_id, start_at);

create table salon_time_off (
  time_off_id text primary key,
  staff_id text not null references salon_staff (staff_id),
  start_at bigint not null,
  end_at bigint not null,
  reason text,
  created_at bigint not null,
  constraint salon_time_off_order check (end_at > start_at)
);
create index salon_time_off_staff on salon_time_off (staff_id, start_at);

-- Branch null = every branch rests.
create table salon_holiday (
  holiday_id text primary key,
  day text not null,
  branch_id text references salon_branch (branch_id),
  name text not null,
  created_at bigint not null
);
create index salon_holiday_day on salon_holiday (day);
