//! Attacks on the migration gate.

use pardoz_sql::{Class, Column, ColumnType, Relation, Schema, lower_migration};
use std::collections::BTreeSet;

fn schema() -> Schema {
    let mut schema = Schema::new();
    let text = "create table own_item (item_id text primary key, v text not null, x bigint not null, n text,
                  constraint own_item_v_once unique (v));
                create table own_ledger (ledger_id text primary key, item_id text references own_item (item_id), x bigint not null);
                create index own_item_by_x on own_item (x);";
    lower_migration("own", "0001.sql", text, &mut schema, &append_only()).expect("the corpus' own tables");
    let text = ColumnType::parse("text").expect("a type");
    schema.add_relation(Relation::exchange(
        "x_pub_item",
        vec![Column::new("item_id", text), Column::new("v", text)],
    ));
    schema
}

fn append_only() -> BTreeSet<String> {
    BTreeSet::from(["own_ledger".to_string(), "own_journal".to_string()])
}

const FORBIDDEN: &[&str] = &[
    // Somebody else's names
    "create table oth_new (a text primary key)",
    "create table host_new (a text primary key)",
    "create table own2_new (a text primary key)",
    "create table ownnew (a text primary key)",
    "create table own_ (a text primary key)",
    "create table main.own_new (a text primary key)",
    "create table public.own_new (a text primary key)",
    "create table temp.own_new (a text primary key)",
    "create table \"own_new\" (a text primary key)",
    "create table [own_new] (a text primary key)",
    "create table `own_new` (a text primary key)",
    "create table OWN_NEW (a text primary key)",
    "create table own_new (\"a\" text primary key)",
    "create table own_new (A text primary key)",
    "create table x_pub_new (a text primary key)",
    "create table sqlite_new (a text primary key)",
    "create table pg_new (a text primary key)",
    "create table own_item (a text primary key)",
    "create index oth_i on own_item (x)",
    "create index own_i on oth_item (x)",
    "create index own_i on host_account (x)",
    "create index own_i on x_pub_item (v)",
    "create index own_i on main.own_item (x)",
    "create index own_item_by_x on own_item (x)",
    "create index own_item on own_item (x)",
    "create index on own_item (x)",
    "alter table oth_item add column y text",
    "alter table host_account add column y text",
    "alter table x_pub_item add column y text",
    "alter table main.own_item add column y text",
    "drop table oth_item",
    "drop table host_account",
    "drop table x_pub_item",
    "drop table main.own_item",
    "drop table own_missing",
    "drop table own_item, oth_item",
    "drop table own_item cascade",
    "drop table if exists own_item",
    "drop index oth_i",
    "drop index own_missing",
    "drop index own_item_v_once",
    // Deputies and code
    "create view own_v as select * from own_item",
    "create view own_v as select * from oth_item",
    "create temp view own_v as select 1",
    "create materialized view own_v as select 1",
    "create trigger own_t after insert on own_item begin delete from oth_item; end",
    "create trigger own_t after insert on own_item execute function f()",
    "create function own_f() returns bigint language sql as 'select 1'",
    "create virtual table own_x using fts5 (v)",
    "create virtual table own_x using fts5 (v, content = 'oth_item')",
    "create temp table own_t (a text primary key)",
    "create temporary table own_t (a text primary key)",
    "create unlogged table own_t (a text primary key)",
    "create table own_t as select * from oth_item",
    "create table own_t as select * from own_item",
    "create table if not exists own_t (a text primary key)",
    "create extension dblink",
    "create sequence own_s",
    "create type own_ty as (a text)",
    "create domain own_d as text",
    "create role own_r",
    "create schema own_s",
    "create policy own_p on own_item",
    "create rule own_r as on insert to own_item do instead nothing",
    "comment on table own_item is 'x'",
    "grant all on own_item to public",
    // Constraints that reach out or run something
    "create table own_new (a text primary key references oth_item (item_id))",
    "create table own_new (a text primary key references host_account (account_id))",
    "create table own_new (a text primary key references x_pub_item (item_id))",
    "create table own_new (a text primary key references main.own_item (item_id))",
    "create table own_new (a text primary key references own_missing (a))",
    "create table own_new (a text primary key references own_item (x))",
    "create table own_new (a text primary key references own_item (missing))",
    "create table own_new (a text primary key references own_item)",
    "create table own_new (a bigint primary key references own_item (item_id))",
    "create table own_new (a text primary key, b text references own_new (b))",
    "create table own_new (a text primary key, b text, foreign key (b) references oth_item (item_id))",
    "create table own_new (a text primary key references own_item (item_id) on update cascade)",
    "create table own_new (a text primary key references own_item (item_id) on delete set default)",
    "create table own_new (a text primary key references own_item (item_id) deferrable initially deferred)",
    "create table own_new (a text primary key references own_item (item_id) match full)",
    "create table own_journal (a text primary key references own_item (item_id) on delete cascade)",
    "create table own_journal (a text primary key references own_item (item_id) on delete set null)",
    "create table own_new (a text primary key default set_config('role', 'none', true))",
    "create table own_new (a text primary key default (set_config('role', 'none', true)))",
    "create table own_new (a text primary key default gen_random_uuid())",
    "create table own_new (a text primary key default current_user)",
    "create table own_new (a bigint primary key default (random()))",
    "create table own_new (a bigint primary key default now())",
    "create table own_new (a text primary key default (select v from oth_item))",
    "create table own_new (a text primary key default (lower('A')))",
    "create table own_new (a text primary key default 1)",
    "create table own_new (a text primary key default :a)",
    "create table own_new (a text primary key, constraint own_c check (set_config('role', 'none', true) is not null))",
    "create table own_new (a text primary key, constraint own_c check (exists (select 1 from oth_item)))",
    "create table own_new (a text primary key, constraint own_c check (a in (select v from own_item)))",
    "create table own_new (a text primary key, constraint own_c check (a = current_user))",
    "create table own_new (a text primary key, constraint own_c check (count(*) > 0))",
    "create table own_new (a text primary key, constraint own_c check (own_item.v = a))",
    "create table own_new (a text primary key, constraint own_c check (a))",
    "create table own_new (a text primary key, constraint oth_c check (a <> ''))",
    "create table own_new (a text primary key, constraint own_item_v_once check (a <> ''))",
    "create table own_new (a text primary key, check (a <> ''))",
    "create table own_new (a text primary key, b text, unique (b))",
    "create table own_new (a text primary key, b text unique)",
    "create table own_new (a text primary key, b text, constraint own_u unique (missing))",
    "create table own_new (a text primary key, b text, constraint own_u unique (b, b))",
    "create table own_new (a text primary key, b text, constraint own_u unique (b) on conflict replace)",
    "create table own_new (a text primary key on conflict rollback)",
    "create table own_new (a text primary key not null on conflict replace)",
    "create table own_new (a text primary key, b text, constraint own_e exclude using gist (b with &&))",
    "create table own_new (a text primary key, like own_item)",
    "create table own_new (like oth_item)",
    "create table own_new (like oth_item including all)",
    "create table own_new (a text primary key) inherits (oth_item)",
    "create table own_new partition of oth_item default",
    "create table own_new (a text primary key) partition by range (a)",
    "create table own_new (a text primary key) without rowid",
    "create table own_new (a text primary key) strict",
    "create table own_new (a text primary key) tablespace x",
    "create table own_new (a text primary key) with (fillfactor = 10)",
    // Shapes that differ
    "create table own_new (a integer primary key)",
    "create table own_new (a serial primary key)",
    "create table own_new (a varchar(20) primary key)",
    "create table own_new (a uuid primary key)",
    "create table own_new (a json primary key)",
    "create table own_new (a numeric primary key)",
    "create table own_new (a timestamp primary key)",
    "create table own_new (a text[] primary key)",
    "create table own_new (a regclass primary key)",
    "create table own_new (a primary key)",
    "create table own_new (a bigint primary key autoincrement)",
    "create table own_new (a bigint generated always as identity primary key)",
    "create table own_new (a text primary key, b text generated always as (lower(a)) stored)",
    "create table own_new (a text collate nocase primary key)",
    "create table own_new (a text collate \"C\" primary key)",
    "create table own_new (a text)",
    "create table own_new ()",
    "create table own_new (a text primary key, a text)",
    "create table own_new (a text primary key, b text primary key)",
    "create table own_new (a text primary key, primary key (a))",
    "create table own_new (rowid text primary key)",
    "create table own_new (oid text primary key)",
    "create table own_new (ctid text primary key)",
    "create table own_new (xmin text primary key)",
    "create index own_i on own_item (set_config('role', 'none', true))",
    "create index own_i on own_item ((set_config('role', 'none', true)::bigint))",
    "create index own_i on own_item ((select 1))",
    "create index own_i on own_item (x) where v in (select v from oth_item)",
    "create index own_i on own_item (x) where now() > 1",
    "create index own_i on own_item (missing)",
    "create index own_i on own_item ('a')",
    "create index own_i on own_item (max(x))",
    "create index own_i on own_item (v collate nocase)",
    "create index own_i on own_item (v text_pattern_ops)",
    "create index own_i on own_item (x nulls first)",
    "create index own_i on own_item using gin (x)",
    "create index own_i on own_item (x) include (v)",
    "create index own_i on own_item (x) with (fillfactor = 10)",
    "create index concurrently own_i on own_item (x)",
    "create index if not exists own_i on own_item (x)",
    "create unique index own_i on own_item (x) nulls not distinct",
    "alter table own_item add constraint own_c check (x > 0)",
    "alter table own_item add constraint own_c unique (x)",
    "alter table own_item add foreign key (v) references oth_item (v)",
    "alter table own_item drop constraint own_item_v_once",
    "alter table own_item rename to own_other",
    "alter table own_item rename to oth_item",
    "alter table own_item rename column v to w",
    "alter table own_item alter column v type bigint",
    "alter table own_item alter column v drop not null",
    "alter table own_item alter column v set default 'a'",
    "alter table own_item add column y text not null",
    "alter table own_item add column y text unique",
    "alter table own_item add column y text primary key",
    "alter table own_item add column y text default current_user",
    "alter table own_item add column y bigint default (random())",
    "alter table own_item add column y text default 'a' references own_item (item_id)",
    "alter table own_item add column y text references oth_item (item_id)",
    "alter table own_item add column v text",
    "alter table own_item add column if not exists y text",
    "alter table own_item add column y text, add column z text",
    "alter table own_item drop column missing",
    "alter table own_item drop column item_id",
    "alter table own_item drop column v",
    "alter table own_item drop column x",
    "alter table own_item drop column n cascade",
    "alter table own_item owner to oth",
    "alter table own_item enable row level security",
    "alter table own_item disable trigger all",
    "alter table own_item set schema oth",
    "alter table own_item inherit oth_item",
    "alter table own_item attach partition oth_item default",
    // Ledgers
    "update own_ledger set x = 1",
    "delete from own_ledger",
    "drop table own_ledger",
    "alter table own_ledger drop column x",
    "insert into own_ledger (ledger_id, x) values ('a', 1) on conflict (ledger_id) do update set x = 2",
    // Data
    "insert into oth_item (item_id, v, x) values ('a', 'a', 1)",
    "insert into own_item (item_id, v, x) select item_id, v, 1 from oth_item",
    "insert into own_item (item_id, v, x) select item_id, v, 1 from x_pub_item",
    "insert into own_item (item_id, v, x) select item_id, v, 1 from host_account",
    "insert into own_item (item_id, v, x) values (:a, :a, 1)",
    "insert or replace into own_item (item_id, v, x) values ('a', 'a', 1)",
    "update own_item set v = (select max(v) from oth_item)",
    "update oth_item set v = 'a'",
    "update own_item set v = set_config('role', 'none', true)",
    "delete from own_item where item_id in (select item_id from x_pub_item)",
    "delete from oth_item",
    "select * from own_item",
    "select * from oth_item",
    "values (1)",
    // Session and transaction
    "begin",
    "commit",
    "rollback",
    "savepoint s",
    "set role none",
    "reset role",
    "set local synchronous_commit = off",
    "pragma foreign_keys = off",
    "pragma writable_schema = 1",
    "attach 'x' as y",
    "detach y",
    "vacuum",
    "vacuum into 'o'",
    "reindex",
    "analyze",
    "truncate own_item",
    "lock table own_item",
    "copy own_item from program 'id'",
    "do $$ begin end $$",
    "call p()",
    "listen c",
    "notify c",
    "explain drop table own_item",
    "merge into own_item using own_item on true when matched then delete",
    "",
    "-- nothing",
];

const DRESSES: &[&str] = &[
    "{S}",
    "{S};",
    "-- a comment\n  {S}\n;",
    "create table own_fine (a text primary key); {S}",
    "{S}; create table own_fine (a text primary key)",
    "/**/{S}",
    "\u{feff}{S}",
    "({S})",
    "{S}\u{0}",
];

#[test]
fn no_attack_passes_the_migration_gate_or_changes_the_schema() {
    let before = schema();
    let mut through = Vec::new();
    for dress in DRESSES {
        for attack in FORBIDDEN {
            // Next to a fine statement an empty one is nothing.
            if (attack.is_empty() || attack.starts_with("--")) && dress.contains("own_fine") {
                continue;
            }
            let text = dress.replace("{S}", attack);
            let mut schema = before.clone();
            match lower_migration("own", "migrations/attack.sql", &text, &mut schema, &append_only()) {
                Ok(_) => through.push(text),
                Err(refusal) => {
                    assert!(schema == before, "the refused migration changed the schema: {text}");
                    assert!(refusal.line >= 1 && !refusal.help.is_empty(), "{text}\n{refusal}");
                }
            }
        }
    }
    assert!(through.is_empty(), "{} attacks passed:\n{}", through.len(), through.join("\n"));
    assert!(FORBIDDEN.len() * DRESSES.len() >= 400);
}

/// The fine twins of the refused ones, and whether the previous release survives them.
#[test]
fn fine_migrations_pass_with_their_class() {
    use Class::{Additive, Contracting};
    let cases = [
        (
            "create table own_new (a text primary key, b boolean not null default false, c bytea, d double precision)",
            Additive,
        ),
        ("create table own_new (a text, b bigint, primary key (a, b))", Additive),
        (
            "create table own_new (a text primary key references own_item (item_id) on delete cascade)",
            Additive,
        ),
        ("create table own_new (a text primary key, parent text references own_new (a))", Additive),
        (
            "create table own_new (a text constraint own_new_pk primary key, v text not null constraint own_new_v_ok check (length(v) > 0))",
            Additive,
        ),
        (
            "create table own_journal (a text primary key references own_item (item_id) on delete restrict)",
            Additive,
        ),
        ("create index own_i on own_item (x desc, v)", Additive),
        ("create index own_i on own_item (lower(v)) where n is not null", Additive),
        ("create unique index own_i on own_item (x)", Contracting),
        (
            "create table own_new (a text primary key, b text); create unique index own_i on own_new (b)",
            Additive,
        ),
        ("create unique index own_i on own_item (x) where n is null", Contracting),
        ("alter table own_item add column y bigint", Additive),
        ("alter table own_item add y bigint not null default -1", Additive),
        ("alter table own_item add column y text constraint own_item_y_ok check (y <> '')", Additive),
        ("alter table own_item add column y text references own_item (item_id)", Additive),
        ("alter table own_ledger add column y text", Additive),
        ("alter table own_item drop column n", Contracting),
        ("drop index own_item_by_x", Additive),
        ("drop index own_item_by_x; alter table own_item drop column x", Contracting),
        ("drop table own_item", Contracting),
        ("create table own_new (a text primary key); drop table own_new", Contracting),
        ("insert into own_item (item_id, v, x) values ('a', 'b', 1), ('c', 'd', 2)", Additive),
        ("insert into own_ledger (ledger_id, x) select item_id, x from own_item", Additive),
        (
            "insert into own_item (item_id, v, x) values ('a', 'b', 1) on conflict (v) do update set x = excluded.x",
            Additive,
        ),
        ("update own_item set n = v where n is null", Additive),
        ("delete from own_item where x < 0", Contracting),
    ];
    for (text, class) in cases {
        let mut schema = schema();
        let migration = lower_migration("own", "migrations/0002.sql", text, &mut schema, &append_only())
            .unwrap_or_else(|refusal| panic!("{text}\n{refusal}\n{}", refusal.help));
        assert_eq!(migration.class, class, "{text}");
        let mut again = self::schema();
        let portable = migration.portable();
        let twice = lower_migration("own", "migrations/0002.sql", &portable, &mut again, &append_only())
            .unwrap_or_else(|refusal| panic!("{portable}\n{refusal}\n{}", refusal.help));
        assert_eq!(twice.statements, migration.statements, "{text}\n{portable}");
        assert_eq!(sorted(&again), sorted(&schema), "{text}");
    }
}

/// The relations with their constraints in one order: keys are printed after the columns.
fn sorted(schema: &Schema) -> Vec<Relation> {
    let mut relations: Vec<Relation> = schema.relations().cloned().collect();
    for relation in &mut relations {
        relation.constraints.sort_by_key(|constraint| format!("{constraint:?}"));
    }
    relations
}

#[test]
fn a_table_is_append_only_because_the_manifest_says_so() {
    let mut schema = schema();
    let none = BTreeSet::new();
    lower_migration("own", "m.sql", "create table own_journal (a text primary key)", &mut schema, &none)
        .expect("fine");
    lower_migration("own", "m.sql", "delete from own_journal", &mut schema, &none)
        .expect("not a ledger here");
}
