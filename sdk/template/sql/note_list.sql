-- The newest notes.
-- :limit bigint
-- row Note
select note_id, body, created_at
from hello_note
order by created_at desc, note_id desc
limit :limit
