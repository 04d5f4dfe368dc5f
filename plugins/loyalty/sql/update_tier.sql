-- The owner's idea of a level.
-- :name_uz text · :name_ru text · :name_en text · :from_minor bigint · :earn_percent bigint · :discount_percent bigint
-- :stackable boolean · :tier text
update loyalty_tier set name_uz = :name_uz, name_ru = :name_ru, name_en = :name_en, from_minor = :from_minor,
  earn_percent = :earn_percent, discount_percent = :discount_percent, stackable = :stackable
where tier = :tier
