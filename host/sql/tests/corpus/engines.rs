//! The accepted statements run for real: on SQLite under its authorizer, on PostgreSQL, and the
//! rows are compared. The PostgreSQL half says so aloud when no server can be started.

use crate::postgres;
use crate::studio::{self, Cell};
use pardoz_sql::{Engine, SqlType, Statement};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

/// What SQLite itself says a statement touches.
#[derive(Default, Debug, Clone)]
pub struct Touched {
    /// `(table, column)`; the column is empty when only rows are counted.
    pub read: BTreeSet<(String, String)>,
    pub written: BTreeSet<String>,
    /// Anything that is neither reading, writing nor calling a function.
    pub other: Vec<String>,
}

/// A SQLite in memory with the studio in it.
pub struct Sqlite {
    connection: rusqlite::Connection,
    touched: Arc<Mutex<Touched>>,
}

impl Sqlite {
    pub fn studio() -> Sqlite {
        let connection = rusqlite::Connection::open_in_memory().expect("a database in memory");
        connection.execute_batch("pragma foreign_keys = on").expect("a setting");
        let (_, migrations) = studio::studio();
        for statement in studio::printed(&migrations, Engine::Sqlite) {
            connection.execute_batch(&statement).unwrap_or_else(|error| panic!("{statement}\n{error}"));
        }
        // The first use of a table function makes SQLite look into its own schema.
        connection.execute_batch("select value from json_each('[1]')").expect("json_each works");
        Sqlite { connection, touched: Arc::default() }
    }

    /// Prepares under the authorizer and says what it saw.
    pub fn touched(&self, sql: &str) -> Result<Touched, rusqlite::Error> {
        *self.touched.lock().expect("one thread") = Touched::default();
        let seen = Arc::clone(&self.touched);
        self.connection.authorizer(Some(move |context: AuthContext| {
            note(&mut seen.lock().expect("one thread"), &context.action);
            Authorization::Allow
        }))?;
        let prepared = self.connection.prepare(sql).map(|_| ());
        self.connection.authorizer(None::<fn(AuthContext) -> Authorization>)?;
        prepared?;
        Ok(self.touched.lock().expect("one thread").clone())
    }

    /// Runs a statement and takes it back.
    pub fn rows(&self, statement: &Statement) -> Result<Vec<Vec<Cell>>, rusqlite::Error> {
        self.connection.execute_batch("savepoint s")?;
        let rows = self.rows_inside(statement);
        self.connection.execute_batch("rollback to s; release s")?;
        rows
    }

    fn rows_inside(&self, statement: &Statement) -> Result<Vec<Vec<Cell>>, rusqlite::Error> {
        let mut prepared = self.connection.prepare(&statement.print(Engine::Sqlite))?;
        for (index, param) in statement.params.iter().enumerate() {
            match studio::value(param) {
                Cell::Null => prepared.raw_bind_parameter(index + 1, rusqlite::types::Null)?,
                Cell::Text(text) => prepared.raw_bind_parameter(index + 1, text)?,
                Cell::Integer(number) => prepared.raw_bind_parameter(index + 1, number)?,
                Cell::Real(number) => prepared.raw_bind_parameter(index + 1, number)?,
                Cell::Bytes(bytes) => prepared.raw_bind_parameter(index + 1, bytes)?,
            }
        }
        let width = statement.columns.len();
        assert_eq!(prepared.column_count(), width);
        let mut found = Vec::new();
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next()? {
            let cells =
                (0..width).map(|index| row.get_ref(index).map(cell)).collect::<Result<Vec<_>, _>>()?;
            found.push(cells);
        }
        Ok(found)
    }
}

fn cell(value: ValueRef) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8(text.to_vec()).expect("UTF-8")),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    }
}

fn note(touched: &mut Touched, action: &AuthAction) {
    match action {
        AuthAction::Read { table_name, column_name } => {
            touched.read.insert((table_name.to_string(), column_name.to_string()));
        }
        AuthAction::Insert { table_name } | AuthAction::Delete { table_name } => {
            touched.written.insert(table_name.to_string());
        }
        AuthAction::Update { table_name, .. } => {
            touched.written.insert(table_name.to_string());
        }
        AuthAction::Select | AuthAction::Function { .. } => {}
        other => touched.other.push(format!("{other:?}")),
    }
}

/// SQLite may see no relation, column or write that the gate did not announce.
pub fn assert_announced(statement: &Statement, touched: &Touched) {
    let text = statement.portable();
    assert!(touched.other.is_empty(), "{text}\n{:?}", touched.other);
    for (table, column) in &touched.read {
        if table == "json_each" {
            continue;
        }
        // Writing a row reads it: defaults, conflicts, returning.
        if statement.writes.as_ref() == Some(table) {
            continue;
        }
        // Keys of parents and children are looked up by the engine itself, by rules the gate accepted.
        let keys_only = column.is_empty() || column.ends_with("_id");
        let delete = statement.kind == pardoz_sql::Kind::Delete;
        let related = statement.writes.as_ref().is_some_and(|written| are_related(written, table, delete));
        if related && (keys_only || delete) {
            continue;
        }
        let announced =
            statement.reads.get(table).unwrap_or_else(|| panic!("{table} was not announced: {text}"));
        // For `update .. from` SQLite carries whole rows of the joined tables along; the relation is announced.
        let update = statement.kind == pardoz_sql::Kind::Update;
        let rows_only = column.is_empty() || update;
        assert!(rows_only || announced.contains(column), "{table}.{column} was not announced: {text}");
    }
    for table in &touched.written {
        let announced = statement.writes.as_ref() == Some(table);
        let cascade = statement.kind == pardoz_sql::Kind::Delete
            && statement.writes.as_ref().is_some_and(|written| are_related(written, table, true));
        assert!(announced || cascade, "{table} was written: {text}");
    }
}

/// Is there a foreign key between the two tables, or (for a delete) a chain of them?
fn are_related(a: &str, b: &str, chain: bool) -> bool {
    const KEYS: [(&str, &str); 10] = [
        ("studio_staff", "studio_branch"),
        ("studio_phone", "studio_client"),
        ("studio_appointment", "studio_branch"),
        ("studio_appointment", "studio_client"),
        ("studio_appointment", "studio_staff"),
        ("studio_line", "studio_appointment"),
        ("studio_line", "studio_service"),
        ("studio_stock_move", "studio_product"),
        ("studio_receipt", "studio_appointment"),
        ("studio_payment", "studio_receipt"),
    ];
    let neighbours = |of: &BTreeSet<&'static str>| -> BTreeSet<&'static str> {
        KEYS.iter()
            .flat_map(|(x, y)| [(x, y), (y, x)])
            .filter(|(x, _)| of.contains(*x))
            .map(|(_, y)| *y)
            .collect()
    };
    let Some(start) = KEYS.iter().flat_map(|(x, y)| [x, y]).find(|table| **table == a) else { return false };
    let mut reached = BTreeSet::from([*start]);
    for _ in 0..(if chain { KEYS.len() } else { 1 }) {
        reached.extend(neighbours(&reached));
    }
    reached.contains(b)
}

/// A PostgreSQL with the studio in it; its database sorts by a language, not by bytes, so that a
/// missing `collate` shows.
pub struct Postgres {
    address: String,
}

impl Postgres {
    pub fn studio() -> Option<Postgres> {
        let plain = postgres::fresh_database()?;
        let (before, folder) = plain.split_once("?host=").expect("the address names the socket's folder");
        let admin = format!("postgres://root@localhost/postgres?host={folder}");
        let name = format!("{}_icu", before.rsplit('/').next().expect("a database"));
        let create = format!(
            "create database {name} template template0 locale_provider icu icu_locale 'en-US' owner pardoz;"
        );
        let address = match (Postgres { address: admin }).run(&create) {
            Ok(_) => format!("postgres://pardoz@localhost/{name}?host={folder}"),
            Err(error) => {
                let _ = writeln!(
                    std::io::stderr(),
                    "NOTE: no ICU here, text is sorted bytewise by the database itself: {error}"
                );
                plain
            }
        };
        let postgres = Postgres { address };
        let (_, migrations) = studio::studio();
        let script = studio::printed(&migrations, Engine::Postgres).join(";\n") + ";\n";
        postgres.run(&script).unwrap_or_else(|error| panic!("{error}"));
        Some(postgres)
    }

    /// Runs a script; its output, or its first error with the line it stands in.
    pub fn run(&self, script: &str) -> Result<String, String> {
        let mut psql = Command::new("psql")
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-F",
                "\u{1f}",
                "-R",
                "\u{1e}",
                "-P",
                "null=\u{1d}",
                "-v",
                "ON_ERROR_STOP=1",
            ])
            .args(["-f", "-", &self.address])
            .env("PGCLIENTENCODING", "UTF8")
            // Compiling plans for tables of seven rows costs more than running them.
            .env("PGOPTIONS", "-c jit=off")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("psql starts");
        let mut input = psql.stdin.take().expect("piped");
        let script_owned = script.to_string();
        let writer = std::thread::spawn(move || {
            // psql stops reading at the first error.
            let _ = input.write_all(script_owned.as_bytes());
        });
        let output = psql.wait_with_output().expect("psql ends");
        writer.join().expect("the writer ends");
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout).expect("UTF-8"));
        }
        let error = String::from_utf8_lossy(&output.stderr).to_string();
        let line = error.split(':').nth(2).and_then(|number| number.parse::<usize>().ok());
        let at = line.and_then(|number| script.lines().nth(number - 1)).unwrap_or_default();
        Err(format!("{error}\n{at}"))
    }

    /// Runs statements, each in a transaction that is taken back; their rows, in the same order.
    pub fn rows(&self, statements: &[&Statement]) -> Result<Vec<Vec<Vec<Cell>>>, String> {
        let mut script = String::new();
        for statement in statements {
            let args: Vec<String> = statement
                .params
                .iter()
                .map(|param| literal(&studio::value(param), param.ty.ty, param.list))
                .collect();
            let args = if args.is_empty() { String::new() } else { format!("({})", args.join(", ")) };
            script.push_str(&format!(
                "begin; prepare p as {}; execute p{args}; deallocate p; rollback;\n\\echo \u{1c}\n",
                statement.print(Engine::Postgres)
            ));
        }
        let output = self.run(&script)?;
        let parts: Vec<&str> = output.split("\u{1c}\n").collect();
        assert_eq!(parts.len(), statements.len() + 1, "one answer per statement");
        Ok(statements
            .iter()
            .zip(parts)
            .map(|(statement, part)| {
                // No rows print nothing; rows are separated, and the last one ends in a line feed.
                if part.is_empty() || statement.columns.is_empty() {
                    return Vec::new();
                }
                let part = part.strip_suffix('\n').unwrap_or(part);
                part.split('\u{1e}')
                    .map(|record| {
                        let cells: Vec<Cell> = record
                            .split('\u{1f}')
                            .zip(&statement.columns)
                            .map(|(text, column)| parsed(text, column.ty.ty))
                            .collect();
                        assert_eq!(cells.len(), statement.columns.len());
                        cells
                    })
                    .collect()
            })
            .collect())
    }
}

fn literal(value: &Cell, ty: SqlType, list: bool) -> String {
    match value {
        Cell::Null => "null".to_string(),
        Cell::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Cell::Integer(number) if ty == SqlType::Boolean && !list => (*number != 0).to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Bytes(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("'\\x{hex}'")
        }
    }
}

fn parsed(text: &str, ty: SqlType) -> Cell {
    if text == "\u{1d}" {
        return Cell::Null;
    }
    match ty {
        SqlType::Text => Cell::Text(text.to_string()),
        SqlType::Bigint => Cell::Integer(text.parse().unwrap_or_else(|_| panic!("{text} is no bigint"))),
        SqlType::Boolean => Cell::Integer(i64::from(text == "t")),
        SqlType::Double => Cell::Real(text.parse().unwrap_or_else(|_| panic!("{text} is no number"))),
        SqlType::Bytea => {
            let hex = text.strip_prefix("\\x").expect("bytea is shown in hex").as_bytes().to_vec();
            let byte =
                |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex");
            Cell::Bytes(hex.chunks(2).map(byte).collect())
        }
    }
}

/// Equal rows; reals within the last digits, because sums are added in another order.
pub fn same(a: &[Vec<Cell>], b: &[Vec<Cell>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_cell(a, b)))
}

fn same_cell(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Real(a), Cell::Real(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

/// Rows of a statement without `order by` have no order; they are compared as a bag.
pub fn as_bag(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

fn is_ordered(statement: &Statement) -> bool {
    match &statement.tree.body {
        pardoz_sql::tree::Body::Select(query) => !query.order_by.is_empty(),
        _ => false,
    }
}

#[test]
fn the_accepted_statements_run_on_sqlite_and_touch_only_what_was_announced() {
    let (schema, _) = studio::studio();
    let sqlite = Sqlite::studio();
    let mut with_rows = 0;
    for (name, text, statement) in studio::statements(&schema) {
        let sql = statement.print(Engine::Sqlite);
        let touched = sqlite.touched(&sql).unwrap_or_else(|error| panic!("{name}: {error}\n{text}\n{sql}"));
        assert_announced(&statement, &touched);
        let rows = sqlite.rows(&statement).unwrap_or_else(|error| panic!("{name}: {error}\n{text}\n{sql}"));
        for row in &rows {
            for (cell, column) in row.iter().zip(&statement.columns) {
                assert_type(&name, &text, cell, column);
            }
        }
        with_rows += usize::from(!rows.is_empty());
    }
    assert!(with_rows > 130, "only {with_rows} statements found rows: the values are badly chosen");
}

/// The engine's value has the type and nullability the gate announced.
pub fn assert_type(name: &str, text: &str, cell: &Cell, column: &pardoz_sql::Output) {
    let fits = match cell {
        Cell::Null => column.ty.nullable,
        Cell::Text(_) => column.ty.ty == SqlType::Text,
        Cell::Integer(number) => {
            column.ty.ty == SqlType::Bigint || (column.ty.ty == SqlType::Boolean && (0..=1).contains(number))
        }
        Cell::Real(_) => column.ty.ty == SqlType::Double,
        Cell::Bytes(_) => column.ty.ty == SqlType::Bytea,
    };
    assert!(fits, "{name}: `{}` was announced as {} but is {cell:?}\n{text}", column.name, column.ty);
}

#[test]
fn the_accepted_statements_give_the_same_rows_on_both_engines() {
    let Some(postgres) = Postgres::studio() else { return };
    let (schema, _) = studio::studio();
    let sqlite = Sqlite::studio();
    let statements = studio::statements(&schema);
    let lowered: Vec<&Statement> = statements.iter().map(|(_, _, statement)| statement).collect();
    let answers = postgres.rows(&lowered).unwrap_or_else(|error| panic!("{error}"));
    let mut different = Vec::new();
    for ((name, text, statement), theirs) in statements.iter().zip(answers) {
        let ours = sqlite.rows(statement).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (ours, theirs) =
            if is_ordered(statement) { (ours, theirs) } else { (as_bag(ours), as_bag(theirs)) };
        if !same(&ours, &theirs) {
            different.push(format!(
                "{name}\n{text}\n{}\n{}\nSQLite   {ours:?}\nPostgres {theirs:?}\n",
                statement.print(Engine::Sqlite),
                statement.print(Engine::Postgres)
            ));
        }
    }
    assert!(different.is_empty(), "{} differ\n{}", different.len(), different.join("\n"));
}
