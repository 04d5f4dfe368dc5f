-- Spellings that hold letters anywhere, as written or by ear (R-C2).
-- :key text · :skeleton text (like patterns) · :limit bigint
-- row Spelling
select word from clients_spelling where word like :key and skeleton like :skeleton limit :limit
