-- A deposit is asked for, or asked for again with another sum or day; the link stays.
-- :deposit_ask_id text · :appointment_id text · :token text · :target_minor bigint · :until_at bigint · :person_name text? · :now bigint
insert into finance_deposit_ask (deposit_ask_id, appointment_id, token, target_minor, until_at, person_name, created_at, updated_at)
values (:deposit_ask_id, :appointment_id, :token, :target_minor, :until_at, :person_name, :now, :now)
on conflict (appointment_id) do update set target_minor = excluded.target_minor, until_at = excluded.until_at,
  person_name = excluded.person_name, updated_at = excluded.updated_at
