-- Every client who is not archived, by name.
select client_id, display_name, language from studio_client where archived_at is null order by display_name, client_id
;
-- One client.
-- :client_id text
-- one
select * from studio_client where client_id = :client_id
;
-- Clients whose folded name contains what was typed.
-- :query text · :limit bigint
select client_id, display_name from studio_client where search_key like '%' || :query || '%' order by search_key, client_id limit :limit
;
-- Clients whose shown name contains what was typed, A to Z folded.
-- :query text
select client_id, display_name from studio_client where display_name ilike '%' || :query || '%' order by client_id
;
-- Names that start like this, exactly.
-- :query text
select client_id from studio_client where starts_with(display_name, :query) order by client_id
;
-- Clients with a literal per cent sign in their note.
select client_id from studio_client where note ilike '%\%%' escape '\' order by client_id
;
-- Clients with brackets, stars and question marks in their note: a pattern has no such signs.
select client_id from studio_client where note like '%[new]*?' order by client_id
;
-- Clients with a backslash in their note; it is a letter like any other.
select client_id from studio_client where note like 'back\%' order by client_id
;
-- Capital letters matter to like.
select client_id from studio_client where display_name like 'D%' order by client_id
;
-- And not to ilike.
select client_id from studio_client where display_name ilike 'D%' order by client_id
;
-- One letter is any letter.
select client_id, display_name from studio_client where display_name like '_ilnoza' order by client_id
;
-- Everybody who is not called like this.
-- :query text
select client_id from studio_client where display_name not ilike :query order by client_id
;
-- Birthdays on the given days.
-- :month_days list of text 'MM-DD'
select client_id, display_name, birth_date from studio_client where substr(birth_date, 6) in (:month_days) and archived_at is null
order by substr(birth_date, 6), display_name
;
-- Clients of these ids.
-- :client_ids list of text
select client_id, display_name from studio_client where client_id in (:client_ids) order by client_id
;
-- Clients outside of a list.
-- :client_ids list of text
select client_id from studio_client where client_id not in (:client_ids) order by client_id
;
-- Clients without a phone.
select c.client_id from studio_client c left join studio_phone p on p.client_id = c.client_id where p.phone is null order by c.client_id
;
-- Clients with a phone, found without a join.
select c.client_id from studio_client c where exists (select 1 from studio_phone p where p.client_id = c.client_id) order by c.client_id
;
-- The main phone beside each name.
select c.client_id, c.display_name, p.phone, p.main from studio_client c left join studio_phone p on p.client_id = c.client_id and p.main order by c.client_id
;
-- Phones that several clients share.
select phone, count(*) as clients, string_agg(client_id, ', ' order by client_id) as client_ids from studio_phone group by phone having count(*) > 1 order by phone
;
-- How many phones each client has, none included.
select c.client_id, count(p.phone) as phones from studio_client c left join studio_phone p on p.client_id = c.client_id group by c.client_id order by c.client_id
;
-- Who reads which language; nobody's language comes last.
select language, count(*) as clients from studio_client group by language order by language
;
-- The same, nobody's language first.
select language, count(*) as clients from studio_client group by language order by language nulls first
;
-- The same downwards; nobody's language comes first by default.
select language, count(*) as clients from studio_client group by language order by language desc
;
-- Downwards with nobody's language last.
select language, count(*) as clients from studio_client group by language order by language desc nulls last
;
-- Sources in use.
select distinct source from studio_client order by source
;
-- Notes that say something.
select client_id, length(note) as letters from studio_client where note is not null and note <> '' order by client_id
;
-- A client's name, note or a dash.
select client_id, coalesce(note, source, '-') as shown from studio_client order by client_id
;
-- An empty note is no note.
select client_id, nullif(note, '') as note from studio_client order by client_id
;
-- Names folded A to Z only, on both engines: other scripts keep their capitals.
select client_id, lower(display_name) as low, upper(display_name) as up from studio_client order by client_id
;
-- Text is ordered by its bytes: capitals, small letters, Cyrillic.
select display_name from studio_client where client_id <> 'c3' order by display_name
;
-- Text is compared by its bytes.
-- :name text
select client_id from studio_client where display_name > :name order by client_id
;
-- The greatest and the smallest name.
select min(display_name) as first, max(display_name) as last from studio_client
;
-- Reading on from a row.
-- :name text · :client_id text
select display_name, client_id from studio_client where (display_name, client_id) > (:name, :client_id) order by display_name, client_id limit 2
;
-- Initials, as far as SQL goes.
select client_id, upper(substr(display_name, 1, 1)) as initial from studio_client order by client_id
;
-- A part of a text from a computed place; the engines count such places alike.
-- :start bigint · :count bigint
select client_id, substr(search_key, :start, :count) as part from studio_client order by client_id
;
-- Spaces and dashes trimmed off.
-- :raw text
select trim(:raw) as a, trim(:raw, ' -') as b, ltrim(:raw) as c, rtrim(:raw, '- ') as d
;
-- Digits of a phone in groups.
select client_id, phone, replace(phone, '+998', '0') as short, strpos(phone, '90') as place from studio_phone order by client_id, phone
;
-- A new client.
-- :client_id text · :name text · :search_key text · :birth_date text? · :note text? · :now bigint
insert into studio_client (client_id, display_name, search_key, birth_date, note, created_at) values (:client_id || 'x', :name, :search_key, :birth_date, :note, :now)
;
-- A new client, and the row as it was stored.
-- :client_id text · :name text · :now bigint
insert into studio_client (client_id, display_name, search_key, created_at) values (:client_id || 'x', :name, lower(:name), :now)
returning client_id, display_name, search_key, archived_at
;
-- Renames a client.
-- :client_id text · :name text
update studio_client set display_name = :name, search_key = lower(:name) where client_id = :client_id
;
-- Fills only what is empty.
-- :client_id text · :note text? · :language text?
update studio_client set note = coalesce(note, :note), language = coalesce(language, :language) where client_id = :client_id returning note, language
;
-- Archives clients who were never here.
-- :now bigint
update studio_client set archived_at = :now
where archived_at is null and not exists (select 1 from studio_appointment a where a.client_id = studio_client.client_id) returning client_id
;
-- A phone, added once.
-- :client_id text · :phone text
insert into studio_phone (client_id, phone) values (:client_id, :phone) on conflict (client_id, phone) do nothing
;
-- A phone becomes the main one, added if needed.
-- :client_id text · :phone text
insert into studio_phone (client_id, phone, main) values (:client_id, :phone || '9', false)
on conflict (client_id, phone) do update set main = excluded.main where studio_phone.main returning phone, main
;
-- The main phone moves.
-- :client_id text · :phone text
update studio_phone set main = (phone = :phone) where client_id = :client_id
;
-- The phones of a client go.
-- :client_id text
delete from studio_phone where client_id = :client_id returning phone
;
-- Two cards become one: phones move over.
-- :client_id text · :other_id text
insert into studio_phone (client_id, phone, main)
select :client_id, p.phone, false from studio_phone p where p.client_id = :other_id
on conflict (client_id, phone) do nothing
;
-- Visits of a merged card move over.
-- :client_id text · :other_id text
update studio_appointment set client_id = :client_id where client_id = :other_id returning appointment_id
;
-- Clients by the decade they were born in, text arithmetic only.
select substr(birth_date, 1, 3) || '0s' as decade, count(*) as clients from studio_client where birth_date is not null group by decade order by decade
;
-- The same, grouped by position.
select substr(birth_date, 1, 3) || '0s' as decade, count(*) as clients from studio_client where birth_date is not null group by 1 order by 1
;
-- Clients whose language is not the given one, unknown languages included.
-- :language text?
select client_id from studio_client where language is distinct from :language order by client_id
;
-- Clients with exactly this language, or none when none is asked for.
-- :note text?
select client_id from studio_client where language is not distinct from :note order by client_id
