-- A code as the owner wants it.
-- :code_id text · :code text · :title text · :kind text · :value bigint · :from_day text? · :to_day text? · :uses_max bigint? · :client_uses_max bigint? · :first_visit boolean · :min_bill_minor bigint · :floor_minor bigint · :stackable boolean · :now bigint
-- try
insert into loyalty_code (code_id, code, title, kind, value, from_day, to_day, uses_max, uses, client_uses_max, first_visit, min_bill_minor, floor_minor, stackable, archived_at, created_at, updated_at)
values (:code_id, :code, :title, :kind, :value, :from_day, :to_day, :uses_max, 0, :client_uses_max, :first_visit, :min_bill_minor, :floor_minor, :stackable, null, :now, :now)
on conflict (code_id) do update set code = excluded.code, title = excluded.title, kind = excluded.kind, value = excluded.value,
  from_day = excluded.from_day, to_day = excluded.to_day, uses_max = excluded.uses_max, client_uses_max = excluded.client_uses_max,
  first_visit = excluded.first_visit, min_bill_minor = excluded.min_bill_minor, floor_minor = excluded.floor_minor,
  stackable = excluded.stackable, updated_at = excluded.updated_at
