//! Generated statements. Whatever well-typed statement comes out of the generator must be accepted,
//! mean the same when its printed form is lowered again, touch only announced relations and columns
//! on SQLite, give values of the announced types, and give the same rows on PostgreSQL.

use crate::engines::{Postgres, Sqlite, as_bag, assert_announced, same};
use crate::studio;
use pardoz_sql::{Engine, Schema, Statement, lower_statement};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

const CASES: u32 = 400;

/// Turns bytes into a statement: each byte is one decision, and no bytes left means the simplest choice.
struct Author<'a> {
    bytes: std::slice::Iter<'a, u8>,
    aliases: usize,
    /// Aliases in sight, innermost query last; each with its table.
    scopes: Vec<Vec<(String, &'static Table)>>,
}

struct Table {
    name: &'static str,
    text: &'static [&'static str],
    bigint: &'static [&'static str],
    double: &'static [&'static str],
    boolean: &'static [&'static str],
}

const TABLES: &[Table] = &[
    Table {
        name: "studio_branch",
        text: &["branch_id", "name"],
        bigint: &["position", "archived_at"],
        double: &[],
        boolean: &[],
    },
    Table {
        name: "studio_service",
        text: &["service_id", "category", "name"],
        bigint: &["duration_minutes", "price_minor"],
        double: &["rate"],
        boolean: &["online"],
    },
    Table {
        name: "studio_staff",
        text: &["staff_id", "branch_id", "display_name", "grade"],
        bigint: &[],
        double: &["share_percent"],
        boolean: &["active"],
    },
    Table {
        name: "studio_client",
        text: &["client_id", "display_name", "search_key", "birth_date", "language", "note"],
        bigint: &["created_at", "archived_at"],
        double: &[],
        boolean: &[],
    },
    Table {
        name: "studio_phone",
        text: &["client_id", "phone"],
        bigint: &[],
        double: &[],
        boolean: &["main"],
    },
    Table {
        name: "studio_appointment",
        text: &["appointment_id", "client_id", "staff_id", "day", "state"],
        bigint: &["number", "start_at", "end_at", "total_minor"],
        double: &[],
        boolean: &[],
    },
    Table {
        name: "studio_stock_move",
        text: &["move_id", "product_id", "reason"],
        bigint: &["cost_minor", "at"],
        double: &["quantity"],
        boolean: &[],
    },
    Table {
        name: "studio_receipt",
        text: &["receipt_id", "client_id", "day"],
        bigint: &["total_minor", "discount_minor"],
        double: &[],
        boolean: &["closed"],
    },
];

const PATTERNS: &[&str] = &["'%a%'", "'b%'", "'_1%'", "'%'", "'D%'", "'%[%'", "'a\\%'", "''"];
const TEXTS: &[&str] = &["'a'", "'c1'", "'Dilnoza'", "'booked'", "''", "'Ж'", "'it''s'", "'2026-11-22'"];

impl Author<'_> {
    fn pick(&mut self, choices: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % choices)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.pick(chances) == chances - 1
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases)
    }

    /// A column of a type, from any query in sight; `None` when there is none.
    fn column(&mut self, of: fn(&'static Table) -> &'static [&'static str]) -> Option<String> {
        let all: Vec<String> = self
            .scopes
            .iter()
            .flatten()
            .flat_map(|(alias, table)| of(table).iter().map(move |column| format!("{alias}.{column}")))
            .collect();
        if all.is_empty() { None } else { Some(all[self.pick(all.len())].clone()) }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 || self.one_in(3) {
            if self.one_in(4) {
                return TEXTS[self.pick(TEXTS.len())].to_string();
            }
            return match self.pick(5) {
                4 => ":a".to_string(),
                _ => self.column(|table| table.text).unwrap_or_else(|| "'x'".into()),
            };
        }
        let depth = depth - 1;
        match self.pick(12) {
            0 => format!("{} || {}", self.text(depth), self.text(depth)),
            1 => format!("lower({})", self.text(depth)),
            2 => format!("upper({})", self.text(depth)),
            3 => format!("substr({}, {}, 3)", self.text(depth), 1 + self.pick(4)),
            4 => format!("substr({}, {} - 2)", self.text(depth), self.bigint(0)),
            5 => format!("coalesce({}, {})", self.text(depth), self.text(depth)),
            6 => format!("nullif({}, {})", self.text(depth), self.text(depth)),
            7 => format!(
                "case when {} then {} else {} end",
                self.boolean(depth),
                self.text(depth),
                self.text(depth)
            ),
            8 => format!("cast({} as text)", self.bigint(depth)),
            9 => format!("replace({}, 'a', {})", self.text(depth), self.text(0)),
            10 => format!("trim({}, ' a')", self.text(depth)),
            _ => self.scalar(depth, "max", Self::text),
        }
    }

    fn bigint(&mut self, depth: usize) -> String {
        if depth == 0 || self.one_in(3) {
            return match self.pick(4) {
                0 => self.pick(100).to_string(),
                1 => ":b".to_string(),
                _ => self.column(|table| table.bigint).unwrap_or_else(|| "7".into()),
            };
        }
        let depth = depth - 1;
        match self.pick(11) {
            0 => format!("({} + {})", self.bigint(depth), self.bigint(depth)),
            1 => format!("({} - {})", self.bigint(depth), self.bigint(depth)),
            2 => format!("{} * 3", self.bigint_in_parentheses(depth)),
            3 => format!("{} / {}", self.bigint_in_parentheses(depth), self.bigint_in_parentheses(depth)),
            4 => format!("{} % {}", self.bigint_in_parentheses(depth), self.bigint_in_parentheses(depth)),
            5 => format!("- {}", self.bigint_in_parentheses(depth)),
            6 => format!("length({})", self.text(depth)),
            7 => format!("strpos({}, {})", self.text(depth), self.text(0)),
            8 => format!("case when {} then {} end", self.boolean(depth), self.bigint(depth)),
            9 => format!("abs(coalesce({}, 0))", self.bigint(depth)),
            _ => format!("cast({} as bigint)", self.boolean(depth)),
        }
    }

    fn bigint_in_parentheses(&mut self, depth: usize) -> String {
        format!("({})", self.bigint(depth))
    }

    fn double(&mut self, depth: usize) -> String {
        if depth == 0 || self.one_in(3) {
            return match self.pick(3) {
                0 => "0.25".to_string(),
                _ => self.column(|table| table.double).unwrap_or_else(|| "1.5".into()),
            };
        }
        let depth = depth - 1;
        match self.pick(5) {
            0 => format!("({} + {})", self.double(depth), self.double(depth)),
            1 => format!("({}) * 0.5", self.double(depth)),
            2 => format!("coalesce({}, {})", self.double(depth), self.bigint(depth)),
            3 => format!("cast({} as double precision)", self.bigint(depth)),
            _ => format!("({}) / 4", self.double(depth)),
        }
    }

    fn boolean(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.column(|table| table.boolean).unwrap_or_else(|| "true".into());
        }
        let depth = depth - 1;
        const COMPARE: [&str; 6] = ["=", "<>", "<", "<=", ">", ">="];
        let not = if self.one_in(3) { "not " } else { "" };
        let inner = match self.pick(16) {
            0 => format!("{} {} {}", self.text(depth), COMPARE[self.pick(6)], self.text(depth)),
            1 => format!("{} {} {}", self.bigint(depth), COMPARE[self.pick(6)], self.bigint(depth)),
            2 => format!("{} {} {}", self.double(depth), COMPARE[2 + self.pick(4)], self.double(depth)),
            3 => format!("{} is {not}null", self.operand_text(depth)),
            4 => format!("{} {not}in ({}, {})", self.operand_text(depth), self.text(0), self.text(0)),
            5 => format!("{} {not}in (:l)", self.operand_text(depth)),
            6 => format!("({} and {})", self.boolean(depth), self.boolean(depth)),
            7 => format!("({} or {})", self.boolean(depth), self.boolean(depth)),
            8 => format!("not ({})", self.boolean(depth)),
            9 => format!(
                "{} {not}between {} and {}",
                self.operand_bigint(depth),
                self.bigint(0),
                self.bigint(0)
            ),
            10 => format!("{} {not}like {}", self.operand_text(depth), PATTERNS[self.pick(PATTERNS.len())]),
            11 => format!("{} {not}ilike {}", self.operand_text(depth), PATTERNS[self.pick(PATTERNS.len())]),
            12 => format!("{} is {not}distinct from {}", self.operand_text(depth), self.operand_text(depth)),
            13 => format!("({}) is {not}true", self.boolean(depth)),
            14 => format!(
                "({}, {}) {} ({}, {})",
                self.text(0),
                self.bigint(0),
                COMPARE[self.pick(6)],
                self.text(0),
                self.bigint(0)
            ),
            _ => self.subquery(depth, not),
        };
        format!("({inner})")
    }

    fn operand_text(&mut self, depth: usize) -> String {
        format!("({})", self.text(depth))
    }

    fn operand_bigint(&mut self, depth: usize) -> String {
        format!("({})", self.bigint(depth))
    }

    /// Runs `write` with one more table in sight.
    fn inside<T>(&mut self, write: impl FnOnce(&mut Self, &str, &'static Table) -> T) -> T {
        let alias = self.alias();
        let table = &TABLES[self.pick(TABLES.len())];
        self.scopes.push(vec![(alias.clone(), table)]);
        let written = write(self, &alias, table);
        self.scopes.pop();
        written
    }

    fn scalar(&mut self, depth: usize, aggregate: &str, of: fn(&mut Self, usize) -> String) -> String {
        self.inside(|author, alias, table| {
            let own = format!("{alias}.{}", table.text[0]);
            let value = of(author, depth);
            let filter = author.boolean(depth);
            format!("(select {aggregate}({own} || {value}) from {} {alias} where {filter})", table.name)
        })
    }

    fn subquery(&mut self, depth: usize, not: &str) -> String {
        if self.one_in(2) {
            let value = self.operand_text(depth);
            return self.inside(|author, alias, table| {
                let filter = author.boolean(depth);
                format!(
                    "{value} {not}in (select {alias}.{} from {} {alias} where {filter})",
                    table.text[0], table.name
                )
            });
        }
        self.inside(|author, alias, table| {
            let filter = author.boolean(depth);
            format!("{not}exists (select 1 from {} {alias} where {filter})", table.name)
        })
    }

    /// One to three tables; the scope is left on the stack.
    fn from(&mut self, prefix: &str) -> String {
        let first = self.alias();
        let table = &TABLES[self.pick(TABLES.len())];
        self.scopes.push(vec![(first.clone(), table)]);
        let mut text = format!("{prefix}{} {first}", table.name);
        for _ in 0..self.pick(3) {
            let alias = self.alias();
            let table = &TABLES[self.pick(TABLES.len())];
            self.scopes.last_mut().expect("pushed").push((alias.clone(), table));
            let kind = ["join", "left join", "right join"][self.pick(3)];
            let on = self.boolean(1);
            text.push_str(&format!(" {kind} {} {alias} on {on}", table.name));
        }
        text
    }

    fn any(&mut self, depth: usize) -> String {
        match self.pick(4) {
            0 => self.text(depth),
            1 => self.bigint(depth),
            2 => self.double(depth),
            _ => self.boolean(depth),
        }
    }

    fn plain_select(&mut self) -> String {
        let from = self.from("");
        let width = 1 + self.pick(3);
        let mut outputs: Vec<String> =
            (0..width).map(|index| format!("{} as o{index}", self.any(3))).collect();
        if self.one_in(3) {
            let (partition, argument) = (self.text(1), self.bigint(1));
            outputs.push(format!("sum({argument}) over (partition by {partition}) as w"));
        }
        let filter = self.boolean(2);
        let distinct = if self.one_in(4) { "distinct " } else { "" };
        let order: Vec<String> = (1..=outputs.len())
            .map(|position| {
                let direction = ["", " desc", " nulls first", " desc nulls last"][self.pick(4)];
                format!("{position}{direction}")
            })
            .collect();
        let limit = if self.one_in(3) { format!(" limit {}", self.pick(20)) } else { String::new() };
        self.scopes.pop();
        format!(
            "select {distinct}{} from {from} where {filter} order by {}{limit}",
            outputs.join(", "),
            order.join(", ")
        )
    }

    fn grouped_select(&mut self) -> String {
        let from = self.from("");
        let key = self.column(|table| table.text).expect("every table has a text");
        let key = if self.one_in(2) { key } else { format!("substr({key}, 1, 2)") };
        let aggregates = [
            "count(*) as c".to_string(),
            format!("sum({}) as s", self.bigint(1)),
            format!("min({}) as n", self.text(1)),
            format!("max({}) filter (where {}) as x", self.bigint(1), self.boolean(1)),
            format!("count(distinct {}) as d", self.text(1)),
            format!("bool_or({}) as b", self.boolean(1)),
        ];
        let shown: Vec<String> = aggregates.into_iter().filter(|_| !self.one_in(2)).collect();
        let shown = if shown.is_empty() { vec!["count(*) as c".to_string()] } else { shown };
        self.scopes.pop();
        format!(
            "select {key} || '' as k, {} from {from} group by k having count(*) > 0 order by 1",
            shown.join(", ")
        )
    }

    fn combined_select(&mut self) -> String {
        let part = |author: &mut Self| {
            let from = author.from("");
            let (text, number) = (author.text(2), author.bigint(2));
            let filter = author.boolean(1);
            author.scopes.pop();
            format!("select {text} as a, {number} as b from {from} where {filter}")
        };
        let all = if self.one_in(2) { " all" } else { "" };
        let (first, second) = (part(self), part(self));
        if self.one_in(2) {
            return format!(
                "with c (x, y) as ({first} union{all} {second}) select c.x, max(c.y) as y, count(*) as n from c group by c.x order by c.x"
            );
        }
        format!("{first} union{all} {second} order by 1, b desc")
    }

    fn write(&mut self) -> String {
        self.scopes.push(vec![("w".to_string(), &TABLES[3])]);
        let (filter, value) = (self.boolean(2), self.text(2));
        let text = match self.pick(3) {
            0 => format!(
                "update studio_client as w set note = {value}, archived_at = {} where {filter} returning w.client_id, w.note",
                self.bigint(2)
            ),
            1 => format!("delete from studio_client as w where {filter} returning w.client_id"),
            _ => format!(
                "insert into studio_counter (name, value) select {value}, 1 from studio_client w where {filter} on conflict (name) do update set value = excluded.value + studio_counter.value"
            ),
        };
        self.scopes.pop();
        text
    }
}

fn statement_of(bytes: &[u8], writes: bool) -> String {
    let mut author = Author { bytes: bytes.iter(), aliases: 0, scopes: Vec::new() };
    let sql = match author.pick(5) {
        _ if writes => author.write(),
        0 | 1 => author.plain_select(),
        2 | 3 => author.grouped_select(),
        _ => author.combined_select(),
    };
    let declared: String = [":a text", ":b bigint", ":l list of text"]
        .into_iter()
        .filter(|param| {
            let name = param.split(' ').next().expect("a name");
            sql.split(name)
                .skip(1)
                .any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        })
        .map(|param| format!("-- {param}\n"))
        .collect();
    format!("-- Generated.\n{declared}{sql}")
}

fn lowered(text: &str, schema: &Schema) -> Statement {
    let statement = lower_statement("studio", "generated.sql", text, schema)
        .unwrap_or_else(|refusal| panic!("{text}\n{refusal}\n{}", refusal.help));
    let portable = statement.portable();
    let again = lower_statement("studio", "generated.sql", &portable, schema)
        .unwrap_or_else(|refusal| panic!("{text}\n{portable}\n{refusal}\n{}", refusal.help));
    assert_eq!(again.tree, statement.tree, "{text}\n{portable}");
    statement
}

fn texts(writes: bool) -> Vec<String> {
    // The same statements in every run: a failure here is a failure for everyone.
    let mut runner = TestRunner::new_with_rng(
        Config::with_cases(CASES),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let bytes = proptest::collection::vec(any::<u8>(), 20..200);
    (0..CASES)
        .map(|_| {
            let tree = bytes.new_tree(&mut runner).expect("bytes");
            statement_of(&tree.current(), writes)
        })
        .collect()
}

#[test]
fn generated_selects_mean_the_same_everywhere() {
    let (schema, _) = studio::studio();
    let sqlite = Sqlite::studio();
    let mut statements = Vec::new();
    let mut ours = Vec::new();
    for text in texts(false) {
        let statement = lowered(&text, &schema);
        let sql = statement.print(Engine::Sqlite);
        let touched = sqlite.touched(&sql).unwrap_or_else(|error| panic!("{error}\n{text}\n{sql}"));
        assert_announced(&statement, &touched);
        let rows = sqlite.rows(&statement).unwrap_or_else(|error| panic!("{error}\n{text}\n{sql}"));
        for row in &rows {
            for (cell, column) in row.iter().zip(&statement.columns) {
                crate::engines::assert_type("generated", &text, cell, column);
            }
        }
        ours.push(as_bag(rows));
        statements.push((text, statement));
    }
    let found = ours.iter().filter(|rows| !rows.is_empty()).count();
    assert!(found > CASES as usize / 3, "only {found} generated statements found rows");
    let Some(postgres) = Postgres::studio() else { return };
    let lowered: Vec<&Statement> = statements.iter().map(|(_, statement)| statement).collect();
    let theirs = postgres.rows(&lowered).unwrap_or_else(|error| panic!("{error}"));
    let mut different = Vec::new();
    for (((text, statement), ours), theirs) in statements.iter().zip(ours).zip(theirs) {
        let theirs = as_bag(theirs);
        if !same(&ours, &theirs) {
            different.push(format!(
                "{text}\n{}\n{}\nSQLite   {ours:?}\nPostgres {theirs:?}\n",
                statement.print(Engine::Sqlite),
                statement.print(Engine::Postgres)
            ));
        }
    }
    assert!(different.is_empty(), "{} of {CASES} differ\n{}", different.len(), different.join("\n"));
}

#[test]
fn generated_writes_touch_only_what_was_announced() {
    let (schema, _) = studio::studio();
    let sqlite = Sqlite::studio();
    for text in texts(true) {
        let statement = lowered(&text, &schema);
        let sql = statement.print(Engine::Sqlite);
        let touched = sqlite.touched(&sql).unwrap_or_else(|error| panic!("{error}\n{text}\n{sql}"));
        assert_announced(&statement, &touched);
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    /// No text makes the gate panic, whatever stands in it.
    #[test]
    fn no_text_breaks_the_gate(text in "\\PC{0,200}", sql in "(select|from|where|\\(|\\)|'|--|;|:a|[a-z_]{1,8}|,|\\*|=|1| |\n|with|as|union all|case|when|end|in|not|null|join|on){0,60}") {
        let (schema, _) = studio::studio();
        for text in [text, sql] {
            let _ = lower_statement("studio", "noise.sql", &format!("-- Noise.\n{text}"), &schema);
            let mut schema = schema.clone();
            let _ = pardoz_sql::lower_migration("studio", "noise.sql", &text, &mut schema, &studio::append_only());
        }
    }
}
