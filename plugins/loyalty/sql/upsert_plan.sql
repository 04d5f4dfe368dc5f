-- A plan as the owner wants it.
-- :plan_id text · :name_uz text · :name_ru text · :name_en text · :price_minor bigint · :visits bigint · :mode text · :valid_days bigint · :starts text · :named boolean · :freeze_days_max bigint · :no_show_burns boolean · :refund_by text · :now bigint
insert into loyalty_plan (plan_id, name_uz, name_ru, name_en, price_minor, visits, mode, valid_days, starts, named, freeze_days_max, no_show_burns, refund_by, archived_at, created_at, updated_at)
values (:plan_id, :name_uz, :name_ru, :name_en, :price_minor, :visits, :mode, :valid_days, :starts, :named, :freeze_days_max, :no_show_burns, :refund_by, null, :now, :now)
on conflict (plan_id) do update set name_uz = excluded.name_uz, name_ru = excluded.name_ru, name_en = excluded.name_en,
  price_minor = excluded.price_minor, visits = excluded.visits, mode = excluded.mode, valid_days = excluded.valid_days, starts = excluded.starts,
  named = excluded.named, freeze_days_max = excluded.freeze_days_max, no_show_burns = excluded.no_show_burns, refund_by = excluded.refund_by,
  updated_at = excluded.updated_at
