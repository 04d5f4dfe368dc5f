-- Spellings that begin with letters, as written or by ear (R-C2).
-- :key text · :key_end text · :skeleton text · :skeleton_end text (what no longer begins with them) · :limit bigint
-- row Spelling
select word from clients_spelling
where word >= :key and word < :key_end and skeleton >= :skeleton and skeleton < :skeleton_end
limit :limit
