//! Attacks on the statement gate. Every attack stands in many positions; every position is first
//! shown to be open for a harmless filling, so a gate that refuses everything fails here.

use pardoz_sql::{
    Column, ColumnType, Refusal, Relation, RelationKind, Schema, lower_migration, lower_statement,
};
use std::collections::BTreeSet;

/// Which engine an attack is meant for; `Both` counts for each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum For {
    Both,
    Sqlite,
    Postgres,
}
use For::{Both, Postgres, Sqlite};

fn schema() -> Schema {
    let mut schema = Schema::new();
    let text = "create table own_item (item_id text primary key, v text not null, x bigint not null, n text);
                create table own_ledger (ledger_id text primary key, v text not null, x bigint not null);
                create index own_item_by_x on own_item (x);";
    let append_only = BTreeSet::from(["own_ledger".to_string()]);
    lower_migration("own", "0001.sql", text, &mut schema, &append_only).expect("the corpus' own tables");
    schema.add_relation(foreign("x_pub_item", RelationKind::Exchange));
    schema
}

fn foreign(name: &str, kind: RelationKind) -> Relation {
    let column = |name: &str, ty: &str| Column::new(name, ColumnType::parse(ty).expect("a type"));
    Relation::new(
        name,
        vec![column("item_id", "text"), column("v", "text"), column("x", "bigint"), column("n", "text?")],
        kind,
    )
}

fn lower(schema: &Schema, sql: &str) -> Result<pardoz_sql::Statement, Refusal> {
    let params: String = [":a text", ":b bigint", ":ids list of text"]
        .into_iter()
        .filter(|declared| {
            let name = declared.split(' ').next().expect("a name");
            sql.split(name)
                .skip(1)
                .any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        })
        .map(|declared| format!("-- {declared}\n"))
        .collect();
    lower_statement("own", "sql/attack.sql", &format!("-- An attempt.\n{params}{sql}"), schema)
}

/// Clause positions of a relation with the columns item_id, v, x.
const RELATION_POSITIONS: &[&str] = &[
    "select s.v from {T} as s",
    "select * from {T}",
    "select count(*) as c from {T}",
    "select 1 as one from {T} limit 0",
    "select exists (select 1 from {T}) as e",
    "select x from own_item where exists (select 1 from {T})",
    "select x from own_item where not exists (select 1 from {T} as s where s.v = own_item.v)",
    "select x from own_item where v in (select v from {T})",
    "select x from own_item where v not in (select v from {T})",
    "select x from own_item where v = (select max(v) from {T})",
    "select x from own_item order by (select max(v) from {T})",
    "select x from own_item where x > (select count(*) from {T}) limit 1",
    "select (select v from {T} limit 1) as v from own_item",
    "select max(x) over (order by (select max(v) from {T})) as m from own_item",
    "select row_number() over (partition by (select max(v) from {T})) as m from own_item",
    "select sum(x) filter (where v in (select v from {T})) as s from own_item",
    "select v, count(*) as c from own_item group by v having (select count(*) from {T}) = 1",
    "select case when exists (select 1 from {T}) then 1 else 0 end as c from own_item",
    "select coalesce(n, (select max(v) from {T})) as c from own_item",
    "select v from own_item union all select v from {T}",
    "select v from {T} union select v from own_item",
    "select v from own_item union all select v from own_item union all select v from {T}",
    "select o.x from own_item o join {T} as s on s.item_id = o.item_id",
    "select o.x from own_item o left join {T} as s on s.item_id = o.item_id",
    "select o.x from own_item o right join {T} as s on s.item_id = o.item_id",
    "select o.x from own_item o cross join {T} as s",
    "select o.x from own_item o join own_item p on p.v in (select v from {T})",
    "with own2 as (select v from {T}) select * from own2",
    "with a as (select v from own_item), b as (select v from {T}) select a.v from a join b on a.v = b.v",
    "with a as (select 1 as one from {T}) select count(*) as c from own_item",
    "select * from (select v from {T}) as d",
    "select * from (select * from (select v from {T}) as d) as e",
    "select o.x from own_item o join (select v from {T}) as d on d.v = o.v",
    "insert into own_item (item_id, v, x) select item_id, v, x from {T}",
    "insert into own_item (item_id, v, x) values (:a, (select max(v) from {T}), 1)",
    "insert into own_item (item_id, v, x) values (:a, :a, 1) on conflict (item_id) do update set v = (select v from {T} limit 1)",
    "insert into own_item (item_id, v, x) values (:a, :a, 1) on conflict (item_id) do update set v = 'a' where exists (select 1 from {T})",
    "with s as (select v from {T}) insert into own_item (item_id, v, x) select v, v, 1 from s",
    "update own_item set v = s.v from {T} as s where s.item_id = own_item.item_id",
    "update own_item set v = (select max(v) from {T})",
    "update own_item set x = 1 where v in (select v from {T})",
    "with s as (select v from {T}) update own_item set x = 1 where v in (select v from s)",
    "delete from own_item where item_id in (select item_id from {T})",
    "delete from own_item where exists (select 1 from {T} as s where s.v = own_item.v)",
    "with s as (select v from {T}) delete from own_item where v in (select v from s)",
];

/// Positions in which the relation is written.
const WRITE_POSITIONS: &[&str] = &[
    "insert into {T} (item_id, v, x) values (:a, :a, 1)",
    "insert into {T} (item_id, v, x) select item_id, v, x from own_item",
    "insert into {T} (item_id, v, x) values (:a, :a, 1) on conflict do nothing",
    "insert into {T} (item_id, v, x) values (:a, :a, 1) returning v",
    "update {T} set v = ''",
    "update {T} set v = '' where item_id = :a returning v",
    "update {T} as s set v = s.v || 'x'",
    "delete from {T}",
    "delete from {T} where item_id = :a returning v",
    "with a as (select v from own_item) delete from {T} where v in (select v from a)",
];

/// Spellings of relations the plugin may not read.
const FORBIDDEN_RELATIONS: &[(For, &str)] = &[
    (Both, "oth_item"),
    (Both, "host_account"),
    (Both, "host_session"),
    (Both, "x_oth_item"),
    (Both, "own_missing"),
    (Both, "own2_item"),
    (Both, "ownitem"),
    (Both, "OTH_ITEM"),
    (Both, "Own_Item"),
    (Both, "\"oth_item\""),
    (Both, "\"own_item\""),
    (Both, "оth_item"),       // Cyrillic о
    (Both, "ｏth_item"),      // full-width o
    (Both, "oth\u{a0}_item"), // no-break space
    (Both, "oth_item/**/"),
    (Both, "/* own_item */ oth_item"),
    (Both, "/* a /* b */ oth_item -- */"),
    (Both, "own_item, oth_item"),
    (Both, "(oth_item)"),
    (Both, "(own_item join oth_item on 1 = 1)"),
    (Both, "own_item natural join oth_item"),
    (Both, "own_item join oth_item using (item_id)"),
    (Both, "(table oth_item)"),
    (Both, "(values (1)) as q"),
    (Sqlite, "[oth_item]"),
    (Sqlite, "[own_item]"),
    (Sqlite, "`oth_item`"),
    (Sqlite, "'oth_item'"),
    (Sqlite, "main.oth_item"),
    (Sqlite, "main.own_item"),
    (Sqlite, "temp.own_item"),
    (Sqlite, "main . oth_item"),
    (Sqlite, "sqlite_master"),
    (Sqlite, "sqlite_schema"),
    (Sqlite, "sqlite_temp_master"),
    (Sqlite, "sqlite_temp_schema"),
    (Sqlite, "sqlite_sequence"),
    (Sqlite, "sqlite_stat1"),
    (Sqlite, "sqlite_stat4"),
    (Sqlite, "dbstat"),
    (Sqlite, "sqlite_dbpage"),
    (Sqlite, "pragma_table_info('oth_item')"),
    (Sqlite, "pragma_table_info"),
    (Sqlite, "pragma_database_list"),
    (Sqlite, "pragma_table_list"),
    (Sqlite, "pragma_function_list"),
    (Sqlite, "pragma_compile_options"),
    (Sqlite, "json_each('[1]')"),
    (Sqlite, "json_tree('{}')"),
    (Sqlite, "generate_series(1, 9)"),
    (Sqlite, "own_item indexed by own_item_by_x"),
    (Sqlite, "own_item not indexed"),
    (Sqlite, "own_fts_data"),
    (Postgres, "public.oth_item"),
    (Postgres, "public.own_item"),
    (Postgres, "pg_temp.own_item"),
    (Postgres, "salon.public.oth_item"),
    (Postgres, "pg_class"),
    (Postgres, "pg_catalog.pg_class"),
    (Postgres, "pg_attribute"),
    (Postgres, "pg_stats"),
    (Postgres, "pg_stat_activity"),
    (Postgres, "pg_locks"),
    (Postgres, "pg_roles"),
    (Postgres, "pg_authid"),
    (Postgres, "pg_database"),
    (Postgres, "pg_proc"),
    (Postgres, "pg_settings"),
    (Postgres, "pg_prepared_statements"),
    (Postgres, "information_schema.tables"),
    (Postgres, "information_schema.columns"),
    (Postgres, "only oth_item"),
    (Postgres, "only own_item"),
    (Postgres, "own_item tablesample system (1)"),
    (Postgres, "set_config('role', 'none', true)"),
    (Postgres, "pg_show_all_settings()"),
    (Postgres, "pg_read_file('/etc/passwd')"),
    (Postgres, "pg_ls_dir('.')"),
    (Postgres, "unnest(array['a'])"),
    (Postgres, "generate_series(1, 1000000000)"),
    (Postgres, "jsonb_array_elements_text('[]')"),
    (Postgres, "rows from (pg_ls_dir('.'))"),
    (Postgres, "lateral pg_ls_dir('.')"),
    (Postgres, "lateral (select 1)"),
    (Postgres, "xmltable('/' passing '' columns v text)"),
    (Postgres, "u&\"\\006fth_item\""),
    (Postgres, "own_item with ordinality"),
];

/// Positions of an expression of type text; `v` stands there harmlessly.
const EXPRESSION_POSITIONS: &[&str] = &[
    "select {E} as a from own_item",
    "select x from own_item where {E} = 'a'",
    "select x from own_item where coalesce({E}, 'a') like 'a%'",
    "select x from own_item where 'a' in ('b', {E})",
    "select x from own_item where {E} between 'a' and 'b'",
    "select case when {E} = 'a' then 1 else 2 end as c from own_item",
    "select case {E} when 'a' then 1 else 2 end as c from own_item",
    "select max({E}) as m from own_item",
    "select count(*) filter (where {E} = 'a') as c from own_item",
    "select row_number() over (partition by {E} order by x) as r from own_item",
    "select o.x from own_item o join own_item p on p.v = (select {E} from own_item limit 1)",
    "with a (v) as (select {E} from own_item) select v from a",
    "select x from own_item where exists (select 1 from own_item where {E} = 'a')",
    "select v from own_item union all select {E} from own_item",
    "insert into own_item (item_id, v, x) select item_id, {E}, x from own_item",
    "insert into own_item (item_id, v, x) values (:a, (select {E} from own_item limit 1), 1)",
    "update own_item set v = {E}",
    "delete from own_item where {E} = 'a'",
];

/// Expressions that leave the dialect: escapes, reads of the session, side effects, bombs, and
/// everything the engines and the parser read differently.
const FORBIDDEN_EXPRESSIONS: &[(For, &str)] = &[
    // Role and settings
    (Postgres, "set_config('role', 'none', true)"),
    (Postgres, "SET_CONFIG('role', 'none', true)"),
    (Postgres, "pg_catalog.set_config('role', 'none', true)"),
    (Postgres, "set_config('role', 'none', true)::text"),
    (Postgres, "(set_config('role', 'none', true))"),
    (Postgres, "lower(set_config('role', 'none', true))"),
    (Postgres, "substring(set_config('role', 'none', true) from 1)"),
    (Postgres, "trim(set_config('role', 'none', true))"),
    (Postgres, "array[set_config('role', 'none', true)]"),
    (Postgres, "row(set_config('role', 'none', true))"),
    (Postgres, "cast(set_config('role', 'none', true) as text)"),
    (Postgres, "set_config('role', 'none', true) collate \"C\""),
    (Postgres, "v[length(set_config('role', 'none', true))]"),
    (Postgres, "current_setting('x')"),
    (Postgres, "current_user"),
    (Postgres, "session_user"),
    (Postgres, "current_role"),
    (Postgres, "user"),
    (Postgres, "current_catalog"),
    (Postgres, "current_schema"),
    (Postgres, "current_database()"),
    (Postgres, "version()"),
    // Text that is executed
    (Postgres, "query_to_xml('select 1', true, true, '')"),
    (Postgres, "query_to_xml('select 1', true, true, '')::text"),
    (Postgres, "table_to_xml('host_account', true, true, '')"),
    (Postgres, "schema_to_xml('public', true, true, '')"),
    (Postgres, "database_to_xml(true, true, '')"),
    (Postgres, "cursor_to_xml('c', 1, true, true, '')"),
    (Postgres, "ts_stat('select 1')"),
    (Postgres, "ts_rewrite(v, 'select 1')"),
    (Postgres, "dblink('x', 'select 1')"),
    (Postgres, "xpath('/', v)"),
    // Files, processes, locks, messages
    (Postgres, "pg_read_file('/etc/passwd')"),
    (Postgres, "pg_ls_dir('.')"),
    (Postgres, "lo_import('f')"),
    (Postgres, "lo_creat(-1)"),
    (Postgres, "lo_from_bytea(0, 'x')"),
    (Postgres, "pg_sleep(9)"),
    (Postgres, "pg_advisory_lock(1)"),
    (Postgres, "pg_try_advisory_xact_lock(1)"),
    (Postgres, "pg_notify('c', 'p')"),
    (Postgres, "pg_logical_emit_message(true, 'a', 'b')"),
    (Postgres, "pg_export_snapshot()"),
    (Postgres, "pg_terminate_backend(1)"),
    (Postgres, "pg_cancel_backend(1)"),
    (Postgres, "pg_current_xact_id()"),
    (Postgres, "pg_backend_pid()"),
    (Postgres, "inet_server_addr()"),
    (Postgres, "nextval('s')"),
    (Postgres, "gen_random_uuid()"),
    // Catalogue by name
    (Postgres, "'host_account'::regclass"),
    (Postgres, "'host_account'::regclass::text"),
    (Postgres, "cast('host_account' as regclass)"),
    (Postgres, "to_regclass('host_account')"),
    (Postgres, "has_table_privilege('host_account', 'select')"),
    (Postgres, "pg_relation_size('host_account')"),
    (Postgres, "obj_description(1)"),
    (Postgres, "own_item.tableoid::regclass"),
    (Postgres, "ctid"),
    (Postgres, "xmin"),
    (Postgres, "tableoid"),
    (Postgres, "own_item::text"),
    (Postgres, "own_item.*::text"),
    (Postgres, "(own_item).v"),
    (Postgres, "v::json"),
    (Postgres, "v::xml"),
    (Postgres, "v::varchar(3)"),
    (Postgres, "v::char"),
    (Postgres, "try_cast(v as text)"),
    // Operators and literals of one engine
    (Postgres, "v operator(pg_catalog.||) v"),
    (Postgres, "v collate \"C\""),
    (Postgres, "v || e'a'"),
    (Postgres, "e'\\''"),
    (Postgres, "E'a'"),
    (Postgres, "U&'a'"),
    (Postgres, "u&'d\\0061t'"),
    (Postgres, "n'a'"),
    (Postgres, "b'0'"),
    (Postgres, "$$a$$"),
    (Postgres, "$a$x$a$"),
    (Postgres, "v ~ 'a'"),
    (Postgres, "v similar to 'a'"),
    (Postgres, "v #>> '{a}'"),
    (Postgres, "v @> v"),
    (Postgres, "v ^@ v"),
    (Postgres, "||/ 27"),
    (Postgres, "|/ 4"),
    (Postgres, "@ 4"),
    (Postgres, "any(array[v])"),
    (Postgres, "v = any(array['a'])"),
    (Postgres, "interval '1 day'"),
    (Postgres, "date '2026-01-01'"),
    (Postgres, "timestamp 'now'"),
    (Postgres, "extract(year from v)"),
    (Postgres, "v at time zone 'utc'"),
    (Postgres, "overlay(v placing 'a' from 1)"),
    (Postgres, "position('a' in v)"),
    (Postgres, "grouping sets (v)"),
    (Postgres, "repeat('x', 1000000000)"),
    (Postgres, "lpad('x', 1000000000)"),
    (Postgres, "rpad('x', 1000000000)"),
    (Postgres, "regexp_replace(v, '(a*)*b', '')"),
    (Postgres, "format('%s', v)"),
    (Postgres, "md5(v)"),
    (Postgres, "encode(v, 'hex')"),
    (Postgres, "string_agg(v, ',')"),
    (Postgres, "max(v) within group (order by v)"),
    (Postgres, "percentile_cont(0.5) within group (order by x)"),
    (Postgres, "first_value(v) ignore nulls over (order by x)"),
    // SQLite's own
    (Sqlite, "load_extension('x')"),
    (Sqlite, "readfile('f')"),
    (Sqlite, "writefile('f', 'x')"),
    (Sqlite, "edit('x')"),
    (Sqlite, "fts3_tokenizer('x')"),
    (Sqlite, "zeroblob(1000000000)"),
    (Sqlite, "randomblob(1000000000)"),
    (Sqlite, "printf('%1000000000d', 1)"),
    (Sqlite, "sqlite_version()"),
    (Sqlite, "sqlite_offset(x)"),
    (Sqlite, "sqlite_compileoption_get(1)"),
    (Sqlite, "last_insert_rowid()"),
    (Sqlite, "changes()"),
    (Sqlite, "total_changes()"),
    (Sqlite, "likelihood(v, 0.5)"),
    (Sqlite, "unlikely(v)"),
    (Sqlite, "hex(v)"),
    (Sqlite, "quote(v)"),
    (Sqlite, "char(0)"),
    (Sqlite, "soundex(v)"),
    (Sqlite, "json_extract(v, '$')"),
    (Sqlite, "v -> 'a'"),
    (Sqlite, "v ->> 'a'"),
    (Sqlite, "v glob 'a*'"),
    (Sqlite, "v match 'a'"),
    (Sqlite, "v regexp 'a'"),
    (Sqlite, "raise(rollback, 'x')"),
    (Sqlite, "raise(ignore)"),
    (Sqlite, "unixepoch()"),
    (Sqlite, "date('now')"),
    (Sqlite, "datetime('now')"),
    (Sqlite, "julianday('now')"),
    (Sqlite, "strftime('%s', 'now')"),
    (Sqlite, "rowid"),
    (Sqlite, "own_item.rowid"),
    (Sqlite, "oid"),
    (Sqlite, "_rowid_"),
    (Sqlite, "v collate nocase"),
    (Sqlite, "v == 'a'"),
    (Sqlite, "x & 1"),
    (Sqlite, "x | 1"),
    (Sqlite, "x << 60"),
    (Sqlite, "~ x"),
    (Sqlite, "x'00'"),
    (Sqlite, "group_concat(v)"),
    (Sqlite, "total(x)"),
    (Sqlite, "ifnull(v, 'a')"),
    (Sqlite, "iif(x = 1, 'a', 'b')"),
    (Sqlite, "instr(v, 'a')"),
    (Sqlite, "max(v, v)"),
    (Sqlite, "bm25(own_item)"),
    (Sqlite, "cast(v as blob)"),
    (Sqlite, "cast(v as nonsense)"),
    // Both
    (Both, "now()"),
    (Both, "current_timestamp"),
    (Both, "CURRENT_DATE"),
    (Both, "current_time"),
    (Both, "random()"),
    (Both, "\"v\""),
    (Both, "`v`"),
    (Both, "[v]"),
    (Both, "V"),
    (Both, "ｖ"),
    (Both, "v\u{0}"),
    (Both, "'a\u{0}b'"),
    (Both, "'a' 'b'"),
    (Both, "'a'\n'b'"),
    (Both, "?"),
    (Both, "?1"),
    (Both, "$1"),
    (Both, "$name"),
    (Both, "@b"),
    (Both, ":undeclared"),
    (Both, ":ids"),
    (Both, ": a"),
    (Both, ":\"a\""),
    (Both, "0x10"),
    (Both, "1_000"),
    (Both, "1e9999"),
    (Both, "007"),
    (Both, ".5"),
    (Both, "9223372036854775808"),
    (Both, "v /* c */"),
    (Both, "v -- "),
    (Both, "v--x"),
    (Both, "oth_item.v"),
    (Both, "host_account.v"),
    (Both, "main.own_item.v"),
    (Both, "own_item.v.v"),
    (Both, "missing"),
    (Both, "excluded.v"),
    (Both, "(select v from own_item)"),
    (Both, "(select v, x from own_item limit 1)"),
    (Both, "x"),
    (Both, "x || v"),
    (Both, "v + v"),
    (Both, "- v"),
    (Both, "(not v)"),
    (Both, "cast(v as bigint)"),
    (Both, "lower(x)"),
    (Both, "lower(v, v)"),
    (Both, "substr(v, -3)"),
    (Both, "substr(v, 0)"),
    (Both, "substr(v)"),
    (Both, "nosuchfunction(v)"),
    (Both, "sum(sum(x))"),
    (Both, "row_number()"),
    (Both, "(v, v)"),
    (Both, "v = null"),
    (Both, "{fn lower(v)}"),
];

/// Statements that are no select, insert, update or delete, or carry more than one.
const FORBIDDEN_STATEMENTS: &[(For, &str)] = &[
    (Both, "begin"),
    (Both, "begin transaction"),
    (Both, "start transaction"),
    (Both, "commit"),
    (Both, "end"),
    (Both, "rollback"),
    (Both, "rollback to s"),
    (Both, "savepoint s"),
    (Both, "release s"),
    (Both, "release savepoint s"),
    (Both, "create table own_new (a text)"),
    (Both, "create table own_new as select * from oth_item"),
    (Both, "create index own_i on own_item (x)"),
    (Both, "create view own_view as select * from oth_item"),
    (Both, "create trigger own_t after insert on own_item begin delete from oth_item; end"),
    (Both, "alter table own_item add column y text"),
    (Both, "alter table own_item rename to oth_item"),
    (Both, "drop table own_item"),
    (Both, "drop index own_item_by_x"),
    (Both, "drop view x_pub_item"),
    (Both, "explain select * from own_item"),
    (Both, "analyze"),
    (Both, "vacuum"),
    (Both, "reindex"),
    (Both, "select v from own_item except select v from own_item"),
    (Both, "select v from own_item intersect select v from own_item"),
    (Both, "select v from own_item intersect select v from oth_item"),
    (Both, "with recursive r as (select v from own_item union all select v from r) select * from r"),
    (Both, "with recursive r (n) as (values (1) union all select n + 1 from r) select n from r"),
    (Both, "values (1)"),
    (Both, "select"),
    (Both, "select from own_item"),
    (Both, "insert into own_item default values"),
    (Both, "insert into own_item values (:a, :a, 1, :a)"),
    (Both, "update own_ledger set x = 1"),
    (Both, "delete from own_ledger"),
    (Both, "delete from own_ledger where ledger_id = :a returning x"),
    (
        Both,
        "insert into own_ledger (ledger_id, v, x) values (:a, :a, 1) on conflict (ledger_id) do update set x = 2",
    ),
    (Both, "insert into x_pub_item (item_id, v, x) values (:a, :a, 1)"),
    (Both, "update x_pub_item set v = :a"),
    (Both, "delete from x_pub_item"),
    (
        Both,
        "insert into own_item (item_id, v, x) values (:a, :a, 1) returning (select max(v) from oth_item) as m",
    ),
    (
        Both,
        "insert into own_item (item_id, v, x) values (:a, :a, 1) returning (select max(v) from own_item) as m",
    ),
    (Both, "with w as (insert into own_item (item_id, v, x) values (:a, :a, 1) returning v) select * from w"),
    (Both, "with w as (delete from own_item returning v) select * from w"),
    (Both, "delete from own_item using oth_item where oth_item.v = own_item.v"),
    (Both, "delete from own_item order by x limit 1"),
    (Both, "update own_item set v = 'a' order by x limit 1"),
    (Both, "update own_item set (v, x) = ('a', 1)"),
    (Both, "update own_item set v = 'a', v = 'b'"),
    (Both, "update own_item, oth_item set v = 'a'"),
    (Both, "merge into own_item using oth_item on true when matched then delete"),
    (Both, "truncate own_item"),
    (Both, "truncate table oth_item"),
    (Both, "select v from own_item limit (select count(*) from oth_item)"),
    (Both, "select v from own_item limit (select count(*) from own_item)"),
    (Both, "select v from own_item offset (select count(*) from oth_item)"),
    (Both, "select v from own_item limit 1 + 1"),
    (Both, "select v from own_item limit 1, 2"),
    (Both, "select v from own_item group by (select max(v) from oth_item)"),
    (Both, "select v from own_item group by all"),
    (Both, "select v from own_item group by rollup (v)"),
    (Both, "select v from own_item group by cube (v)"),
    (Both, "select x, count(*) as c from own_item group by v"),
    (Both, "select v, count(*) as c from own_item"),
    (Both, "select count(*) from own_item"),
    (Both, "select v, v from own_item"),
    (Both, "select oth_item.* from own_item"),
    (Both, "select a.v from own_item a join own_item a on true"),
    (Both, "select own_item.v from own_item as oth_item"),
    (Both, "select o.v from own_item as o, own_item as p"),
    (Both, "with oth_item as (select v from oth_item) select v from oth_item"),
    (Both, "with own_item as (select v from x_pub_item) select v from own_item"),
    (Both, "with host_account as (select v from own_item) select v from host_account"),
    (Both, "with x_pub_item as (select v from own_item) select v from x_pub_item"),
    (Both, "with sqlite_master as (select v from own_item) select v from sqlite_master"),
    (Both, "with a as (select v from own_item), a as (select v from own_item) select v from a"),
    (Both, "with a as (select v from b), b as (select v from own_item) select v from a"),
    (Both, "select v from own_item for update"),
    (Both, "select v into own_new from own_item"),
    (Both, "select all v from own_item; select v from oth_item"),
    (Both, "select v from own_item; delete from own_item"),
    (Both, ""),
    (Both, ";"),
    (Both, "-- only a comment"),
    (Sqlite, "pragma foreign_keys = off"),
    (Sqlite, "pragma synchronous = off"),
    (Sqlite, "pragma journal_mode = off"),
    (Sqlite, "pragma writable_schema = 1"),
    (Sqlite, "pragma trusted_schema = 1"),
    (Sqlite, "pragma query_only = 0"),
    (Sqlite, "pragma user_version = 9"),
    (Sqlite, "pragma optimize"),
    (Sqlite, "pragma wal_checkpoint"),
    (Sqlite, "pragma defer_foreign_keys = 1"),
    (Sqlite, "pragma table_info(own_item)"),
    (Sqlite, "attach 'x' as y"),
    (Sqlite, "attach database 'x' as y"),
    (Sqlite, "attach ':memory:' as y"),
    (Sqlite, "attach 'fi' || 'le' as y"),
    (Sqlite, "detach y"),
    (Sqlite, "vacuum into 'o'"),
    (Sqlite, "create temp table own_t (a text)"),
    (Sqlite, "create temp view own_v as select 1"),
    (Sqlite, "create temp trigger own_t after insert on own_item begin select 1; end"),
    (Sqlite, "create virtual table own_x using fts5 (v, content = 'oth_item')"),
    (Sqlite, "insert or rollback into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "insert or replace into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "insert or ignore into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "insert or abort into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "insert or fail into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "update or rollback own_item set v = :a"),
    (Sqlite, "update or replace own_item set v = :a"),
    (Sqlite, "replace into own_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "replace into oth_item (item_id, v, x) values (:a, :a, 1)"),
    (Sqlite, "explain query plan select * from own_item"),
    (Sqlite, "select * from own_item indexed by own_item_by_x"),
    (Sqlite, "insert into own_fts (own_fts) values ('rebuild')"),
    (Postgres, "reset role"),
    (Postgres, "reset all"),
    (Postgres, "set role none"),
    (Postgres, "set role oth"),
    (Postgres, "set local role oth"),
    (Postgres, "set session authorization default"),
    (Postgres, "set constraints all deferred"),
    (Postgres, "set statement_timeout = 0"),
    (Postgres, "set local synchronous_commit = off"),
    (Postgres, "set search_path = oth"),
    (Postgres, "set transaction isolation level read committed"),
    (Postgres, "set transaction read only"),
    (Postgres, "set app.salon_id = '2'"),
    (Postgres, "show all"),
    (Postgres, "show server_version"),
    (Postgres, "do $$ begin end $$"),
    (Postgres, "call p()"),
    (Postgres, "create function own_f() returns int language sql as 'select 1'"),
    (Postgres, "create extension dblink"),
    (Postgres, "create role r"),
    (Postgres, "create schema s"),
    (Postgres, "create sequence own_s"),
    (Postgres, "create policy p on own_item"),
    (Postgres, "alter role self superuser"),
    (Postgres, "grant all on own_item to public"),
    (Postgres, "revoke all on own_item from public"),
    (Postgres, "prepare q as select 1"),
    (Postgres, "execute q"),
    (Postgres, "deallocate all"),
    (Postgres, "declare c cursor with hold for select 1"),
    (Postgres, "fetch all from c"),
    (Postgres, "close c"),
    (Postgres, "listen c"),
    (Postgres, "notify c"),
    (Postgres, "notify c, 'payload'"),
    (Postgres, "unlisten *"),
    (Postgres, "lock table own_item"),
    (Postgres, "copy own_item to stdout"),
    (Postgres, "copy own_item from program 'id'"),
    (Postgres, "copy (select * from oth_item) to stdout"),
    (Postgres, "explain analyze select * from own_item"),
    (Postgres, "comment on table own_item is 'x'"),
    (Postgres, "discard all"),
    (Postgres, "load 'x'"),
    (Postgres, "checkpoint"),
    (Postgres, "cluster own_item"),
    (Postgres, "refresh materialized view own_v"),
    (Postgres, "security label on table own_item is 'x'"),
    (Postgres, "table own_item"),
    (Postgres, "table oth_item"),
    (Postgres, "select distinct on (v) v from own_item"),
    (Postgres, "select v from own_item fetch first 1 rows only"),
    (Postgres, "select v from own_item order by v using <"),
    (Postgres, "select v from own_item for no key update"),
    (Postgres, "select v from own_item for share skip locked"),
    (Postgres, "insert into own_item (item_id, v, x) overriding system value values (:a, :a, 1)"),
    (
        Postgres,
        "insert into own_item (item_id, v, x) values (:a, :a, 1) on conflict on constraint own_item_pkey do nothing",
    ),
    (Postgres, "insert into own_item as i (item_id, v, x) values (:a, :a, 1)"),
    (Postgres, "update only own_item set v = :a"),
    (Postgres, "delete from only own_item"),
    (Postgres, "update own_item set v = default"),
    (Postgres, "update pg_settings set setting = '0' where name = 'statement_timeout'"),
    (Postgres, "with a as materialized (select v from own_item) select v from a"),
    (Postgres, "with a as not materialized (select v from own_item) select v from a"),
    (Postgres, "select v from own_item window w as (order by x)"),
    (Postgres, "select max(x) over w as m from own_item window w as (order by x)"),
    (
        Postgres,
        "select max(x) over (order by x rows between 1 preceding and current row exclude ties) as m from own_item",
    ),
];

/// How a statement may be dressed; every dress must be refused as the bare one.
const DRESSES: &[&str] = &[
    "{S}",
    "{S};",
    "  \n\t{S}\n",
    "-- a comment\n{S}",
    "select v from own_item; {S}",
    "{S}; select v from own_item",
    "explain {S}",
    "/**/{S}",
    "\u{feff}{S}",
    "({S})",
    "{S} --",
    "{S}\u{0}",
];

/// Texts no filling explains: limits, and what a lexer must notice.
fn oversized() -> Vec<String> {
    let many = |part: &str, count: usize, join: &str| vec![part; count].join(join);
    vec![
        format!("select x from own_item where v = '{}'", "x".repeat(40_000)),
        format!("select x from own_item where {}", many("x = 1", 400, " or ")),
        format!("select x from own_item where {}", many("x = 1", 400, " and ")),
        format!("select {} as s from own_item", many("x", 3_000, " + ")),
        format!("select {} as s from own_item", many("v", 3_000, " || ")),
        format!("select {}x{} as s from own_item", "(".repeat(500), ")".repeat(500)),
        format!("select {}x{} as s from own_item", "(".repeat(20_000), ")".repeat(20_000)),
        format!("select {}1 as s from own_item", "- ".repeat(500)),
        format!("select {}1 as s from own_item", "-".repeat(500)),
        format!("select x from own_item where {}true", "not ".repeat(500)),
        format!("select {}x from own_item{}", "(select ".repeat(40), ")".repeat(40)),
        format!("select x from own_item where x in ({})", many("1", 5_500, ",")),
        format!(
            "select x from own_item where {}exists (select 1 from own_item){}",
            "exists (select 1 from own_item where ".repeat(9),
            ")".repeat(9)
        ),
        format!(
            "select case {} end as c from own_item",
            many("when x = 1 then (case when x = 1 then 1 end)", 1_000, " ")
        ),
        format!("{}select x from own_item", "with a as (select x from own_item) ".repeat(3)),
        format!("select x from own_item {}", many("union all select x from own_item", 3_000, " ")),
        format!("select x from {}own_item", "own_item.".repeat(50)),
        // Short to write, long once printed or copied.
        format!(
            "select {} as k from own_item group by {}",
            many("lower(v)", 400, " || "),
            many("k", 5_000, ",")
        ),
        format!(
            "select case {} end as k from own_item group by {}",
            many("when x = 1 then v", 300, " "),
            many("k", 4_000, ",")
        ),
        format!(
            "select x from own_item where {}",
            many("(v like :a)", 90, " or ").replacen("(v", "(v || v", 1) + &" and v like :a".repeat(900)
        ),
        format!(
            "select {} from own_item",
            (0..900).map(|n| format!("v like :a as c{n}")).collect::<Vec<_>>().join(", ")
        ),
        "select x from own_item where v = 'unclosed".to_string(),
        "select x from own_item where v = 'two\nlines'".to_string(),
        "select (x from own_item".to_string(),
        "select x) from own_item".to_string(),
        "select x from own_item\rwhere x = 1".to_string(),
        "select x from own_item where v = 'a\u{1}'".to_string(),
    ]
}

fn filled(positions: &[&str], hole: &str, fillings: &[(For, &str)]) -> Vec<(For, String)> {
    let mut attacks = Vec::new();
    for position in positions {
        for (engine, filling) in fillings {
            attacks.push((*engine, position.replace(hole, filling)));
        }
    }
    attacks
}

fn attacks() -> Vec<(For, String)> {
    let mut attacks = filled(RELATION_POSITIONS, "{T}", FORBIDDEN_RELATIONS);
    // `from own_item as s, ..` spellings make no sense as a write's target, but must be refused too.
    attacks.extend(filled(WRITE_POSITIONS, "{T}", FORBIDDEN_RELATIONS));
    attacks.extend(filled(EXPRESSION_POSITIONS, "{E}", FORBIDDEN_EXPRESSIONS));
    attacks.extend(filled(DRESSES, "{S}", FORBIDDEN_STATEMENTS));
    attacks.extend(oversized().into_iter().map(|text| (Both, text)));
    attacks
}

/// Did the gate let this attack of the corpus through?
fn passes(schema: &Schema, attack: &str) -> bool {
    lower(schema, attack).is_ok()
}

/// Some fillings are harmless in some positions; each is named here with its reason.
fn harmless(sql: &str) -> bool {
    // An own select beside nothing (an empty statement, a comment) is that select.
    let own_select =
        sql.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty() && !part.starts_with("--"));
    let only_own = own_select.eq(["select v from own_item"]);
    // A text position that compares or measures takes any type, and a number is one.
    let any_type = [
        "select x as a from own_item",
        "with a (v) as (select x from own_item) select v from a",
        "select max(x) as m from own_item",
        "select row_number() over (partition by x order by x) as r from own_item",
    ];
    only_own || any_type.contains(&sql)
}

#[test]
fn every_position_is_open_for_the_plugins_own_relation() {
    let schema = schema();
    for position in RELATION_POSITIONS.iter().chain(WRITE_POSITIONS) {
        let sql = position.replace("{T}", "own_item");
        // The own table under its own name twice in one query is another mistake; use the view then.
        let sql = if position.starts_with("update own_item set v = s.v") {
            sql.replace("from own_item", "from x_pub_item")
        } else {
            sql
        };
        lower(&schema, &sql).unwrap_or_else(|refusal| panic!("{sql}\n{refusal}\n{}", refusal.help));
    }
}

#[test]
fn every_position_is_open_for_a_plain_column() {
    let schema = schema();
    for position in EXPRESSION_POSITIONS {
        let sql = position.replace("{E}", "own_item.v");
        let sql = if position.contains(" p on ") { sql.replace("own_item.v ", "v ") } else { sql };
        lower(&schema, &sql).unwrap_or_else(|refusal| panic!("{sql}\n{refusal}\n{}", refusal.help));
    }
}

#[test]
fn no_attack_passes_the_statement_gate() {
    let schema = schema();
    let through: Vec<String> = attacks()
        .into_iter()
        .map(|(_, sql)| sql)
        .filter(|sql| passes(&schema, sql) && !harmless(sql))
        .collect();
    assert!(through.is_empty(), "{} attacks passed:\n{}", through.len(), through.join("\n"));
}

#[test]
fn the_corpus_is_large_for_each_engine() {
    let attacks = attacks();
    for engine in [Sqlite, Postgres] {
        let distinct: BTreeSet<&String> = attacks
            .iter()
            .filter(|(meant, _)| *meant == engine || *meant == Both)
            .map(|(_, sql)| sql)
            .collect();
        assert!(distinct.len() >= 400, "{engine:?}: {}", distinct.len());
        println!("{engine:?}: {} attacks", distinct.len());
    }
}

/// The sabotage: a gate that takes foreign relations for the plugin's own. Every read position and
/// every write position of the corpus must notice it.
#[test]
fn the_corpus_notices_a_gate_that_skips_the_relation_check() {
    let mut weak = schema();
    for name in ["oth_item", "host_account"] {
        weak.add_relation(foreign(name, RelationKind::Own { append_only: false }));
    }
    for position in RELATION_POSITIONS.iter().chain(WRITE_POSITIONS) {
        for name in ["oth_item", "host_account"] {
            let attack = position.replace("{T}", name);
            assert!(passes(&weak, &attack), "nobody noticed that this passed: {attack}");
        }
    }
}

/// The same for a gate that forgets that a table is append-only, and one that lets views be written.
#[test]
fn the_corpus_notices_a_gate_that_forgets_who_may_write() {
    let mut weak = schema();
    let ledger = weak.get("own_ledger").expect("a ledger").clone();
    weak.add_relation(Relation { kind: RelationKind::Own { append_only: false }, ..ledger });
    weak.add_relation(foreign("x_pub_item", RelationKind::Own { append_only: false }));
    for attack in FORBIDDEN_STATEMENTS.iter().map(|(_, sql)| *sql) {
        let writes_protected = [
            "update own_ledger",
            "delete from own_ledger",
            "insert into own_ledger",
            "update x_pub",
            "delete from x_pub",
            "insert into x_pub",
        ];
        if writes_protected.iter().any(|start| attack.starts_with(start)) {
            assert!(passes(&weak, attack), "nobody noticed that this passed: {attack}");
        }
    }
}

#[test]
fn every_refusal_points_into_the_file_and_helps() {
    let schema = schema();
    for (_, sql) in attacks().iter().step_by(7) {
        let Err(refusal) = lower(&schema, sql) else { continue };
        assert!(refusal.line >= 1 && refusal.column >= 1, "{sql}\n{refusal}");
        assert!(!refusal.help.is_empty() && !refusal.message.is_empty(), "{sql}\n{refusal}");
    }
}
