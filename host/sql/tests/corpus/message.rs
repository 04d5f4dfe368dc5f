//! What an author reads on a first evening: the place, the reason, and what to write instead.

use crate::studio;
use pardoz_sql::{Refusal, lower_migration, lower_statement};

fn refused(text: &str) -> Refusal {
    let (schema, _) = studio::studio();
    lower_statement("studio", "sql/try.sql", text, &schema).expect_err(text)
}

/// The refusal's place, and words of its message and help.
fn check(text: &str, at: (usize, usize), says: &str, help: &str) {
    let refusal = refused(text);
    assert!(refusal.message.contains(says), "{text}\n{refusal}");
    assert!(refusal.help.contains(help), "{text}\n{refusal}\n{}", refusal.help);
    assert_eq!((refusal.line, refusal.column), at, "{text}\n{refusal}");
    assert!(refusal.to_string().starts_with(&format!("sql/try.sql:{}:{}: ", at.0, at.1)));
}

#[test]
fn a_refusal_names_the_place_and_the_way_out() {
    check(
        "select name from studio_branch",
        (1, 1),
        "does not say what the statement is for",
        "start it with a sentence",
    );
    check("-- A.\nselect nmae from studio_branch", (2, 8), "no column `nmae`", "did you mean `name`");
    check(
        "-- A.\nselect b.nmae from studio_branch b",
        (2, 10),
        "`b` has no column `nmae`",
        "did you mean `b.name`",
    );
    check("-- A.\nselect name from studio_brunch", (2, 18), "not a relation", "did you mean `studio_branch`");
    check(
        "-- A.\nselect name from clients_client",
        (2, 18),
        "not a relation",
        "another plugin's data is read through its contract",
    );
    check(
        "-- A.\nselect name from x_clients_client",
        (2, 18),
        "not a relation",
        "requires = [\"clients@1\"]",
    );
    check(
        "-- A.\nselect name from host_account",
        (2, 18),
        "not a relation",
        "the host's tables are not readable",
    );
    check("-- A.\nselect name from sqlite_master", (2, 18), "not a relation", "catalogues are not readable");
    check("-- A.\nselect name from public.studio_branch", (2, 18), "has a schema", "bare name");
    check("-- A.\nselect Name from studio_branch", (2, 8), "`Name` is not a portable name", "write `name`");
    check("-- A.\nselect \"name\" from studio_branch", (2, 8), "not quoted", "bare name");
    check(
        "-- A.\nselect name from studio_branch where name = :name",
        (2, 45),
        "`:name` is not declared",
        "-- :name text",
    );
    check(
        "-- A.\n-- :name text\nselect name from studio_branch",
        (2, 1),
        "declared but not used",
        "delete `:name`",
    );
    check(
        "-- A.\n-- :name string\nselect name from studio_branch where name = :name",
        (2, 1),
        "unknown type `string`",
        "text, bigint",
    );
    check(
        "-- A.\n-- :name text · :name text\nselect 1 as x where :name = ''",
        (2, 1),
        "declared twice",
        "once",
    );
    check(
        "-- A.\n-- :ids list of text\nselect name from studio_branch where name = :ids",
        (3, 45),
        "is a list",
        "x in (:ids)",
    );
    check("-- A.\nselect now() as x", (2, 8), "`now` is not on the list", "ctx.now()");
    check("-- A.\nselect current_date as x", (2, 8), "", "");
    check("-- A.\nselect count(*) from studio_branch", (2, 8), "has no name", "count(*) as visits");
    check(
        "-- A.\nselect name, count(*) as c from studio_branch",
        (2, 1),
        "neither grouped nor aggregated",
        "`group by`",
    );
    check("-- A.\nselect name from studio_branch where position", (2, 38), "needs a condition", "compare it");
    check(
        "-- A.\nselect name from studio_branch where position = '1'",
        (2, 38),
        "bigint is compared with text",
        "one type",
    );
    check("-- A.\nselect name from studio_branch where name = null", (2, 38), "never true", "is null");
    check("-- A.\nselect name + 'x' as x from studio_branch", (2, 8), "texts are not added", "||");
    check(
        "-- A.\nselect cast(name as int) as x from studio_branch",
        (2, 13),
        "`int` is not a type",
        "write `bigint`",
    );
    check(
        "-- A.\nselect name from studio_branch b, studio_staff s",
        (2, 35),
        "separated by a comma",
        "join other o on",
    );
    check(
        "-- A.\ninsert into studio_counter values ('a', 1)",
        (2, 13),
        "columns are not named",
        "insert into studio_counter (name, value)",
    );
    check(
        "-- A.\ninsert into studio_counter (name) values ('a')",
        (2, 13),
        "`value` is missing",
        "add `value`",
    );
    check("-- A.\nupdate studio_payment set kind = 'x'", (2, 8), "append-only", "correcting row");
    check("-- A.\nselect 1 as x; select 2 as y", (2, 16), "holds 2 statements", "one statement per file");
    check("-- A.\nselect name from studio_branch wher name = 'a'", (2, 37), "this is not SQL", "just before");
}

#[test]
fn a_migration_refusal_names_the_place_and_the_way_out() {
    let (mut schema, _) = studio::studio();
    let mut check = |text: &str, at: (usize, usize), says: &str, help: &str| {
        let refusal =
            lower_migration("studio", "migrations/0003.sql", text, &mut schema, &studio::append_only())
                .expect_err(text);
        assert!(
            refusal.message.contains(says) && refusal.help.contains(help),
            "{text}\n{refusal}\n{}",
            refusal.help
        );
        assert_eq!((refusal.line, refusal.column), at, "{text}\n{refusal}");
    };
    check(
        "create table card (a text primary key)",
        (1, 14),
        "does not carry the plugin's id",
        "`studio_card`",
    );
    check(
        "create table studio_card (a integer primary key)",
        (1, 27),
        "`integer` is not a type",
        "write `bigint`",
    );
    check(
        "create table studio_card (\n  a text primary key,\n  b timestamp)",
        (3, 3),
        "`timestamp` is not a type",
        "milliseconds",
    );
    check("create table studio_card (a text)", (1, 14), "0 primary keys", "studio_card_id text primary key");
    check(
        "create table studio_card (a text primary key, check (a <> ''))",
        (1, 54),
        "has no name",
        "constraint studio_card",
    );
    check(
        "alter table studio_branch add column x text not null",
        (1, 38),
        "have no value for it",
        "`default`",
    );
    check(
        "alter table studio_branch rename column name to title",
        (1, 13),
        "renaming breaks",
        "later release",
    );
    check(
        "alter table studio_client drop column birth_date",
        (1, 39),
        "the index `studio_client_by_birthday` uses",
        "drop index studio_client_by_birthday",
    );
    check("create view studio_v as select 1", (1, 1), "not allowed in a migration", "no views");
}
