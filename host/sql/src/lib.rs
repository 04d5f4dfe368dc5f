//! Lowers a plugin's SQL into a small closed tree and prints it for SQLite or PostgreSQL.
//!
//! A statement passes four stations: its characters ([`text`]), a parser, the lowering into our own
//! tree ([`lower`]), and a printer ([`print`]). What the engine runs is only ever what a printer
//! wrote from the tree. This crate knows no database; the SDK's build uses it as well as the host.

mod exchange; // views of contracts
mod function; // the functions plugins may call, and their types
mod header; // the comment above a statement
mod lower; // text → tree, or a message that helps
mod migration; // the second gate: what may change tables
mod place; // where the parser's nodes stand in the text
mod print; // tree → SQLite, PostgreSQL
mod reach; // relations, columns, lineage
mod refusal; // what an author reads when the gate says no
mod schema; // what a plugin may name
mod text; // characters that the engines read alike
pub mod tree; // everything a statement can say
mod types; // the five types

pub use exchange::{exchange_view, provider_problem};
pub use header::{Directives, Param};
pub use migration::{Class, Migration, lower_migration};
pub use print::Engine;
pub use refusal::Refusal;
pub use schema::{Column, Constraint, ConstraintKind, Index, Relation, RelationKind, Schema};
pub use types::{ColumnType, ExprType, SqlType};

use place::Place;
use refusal::{At, Lowered, No};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::{Parser, ParserError};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Select,
    Insert,
    Update,
    Delete,
}

/// A column of a statement's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    pub name: String,
    pub ty: ColumnType,
    /// The `(relation, column)` pairs its values are computed from, through subqueries and CTEs.
    pub sources: BTreeSet<(String, String)>,
}

/// A lowered statement: everything the host must know about it before any plugin code runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The file's name without folders and `.sql`.
    pub name: String,
    /// The sentence above the statement.
    pub purpose: String,
    pub kind: Kind,
    pub returns_rows: bool,
    /// In the order of the header, so that an edit of the SQL never turns two of them round; their position is their
    /// number on the engine.
    pub params: Vec<Param>,
    pub columns: Vec<Output>,
    /// Relations that are read, each with its columns (none: only rows are counted).
    pub reads: BTreeMap<String, BTreeSet<String>>,
    pub writes: Option<String>,
    pub directives: Directives,
    pub tree: tree::Tree,
}

impl Statement {
    /// The statement for an engine: `$1::bigint` on PostgreSQL, `?1` on SQLite.
    pub fn print(&self, engine: Engine) -> String {
        print::statement(&self.tree, &self.params, engine.into())
    }

    /// The statement in the portable dialect, with its header; lowering it again gives the same tree.
    pub fn portable(&self) -> String {
        let mut text = format!("-- {}\n", self.purpose);
        for param in &self.params {
            let list = if param.list { "list of " } else { "" };
            text.push_str(&format!("-- :{} {list}{}\n", param.name, param.ty));
        }
        text + &print::statement(&self.tree, &self.params, print::Dialect::Portable)
    }
}

/// Lowers one statement file.
///
/// # Errors
/// A [`Refusal`] that says what is not allowed, where, and what to write instead.
pub fn lower_statement(plugin: &str, file: &str, text: &str, schema: &Schema) -> Result<Statement, Refusal> {
    on_a_deep_stack(|| lower_inner(plugin, file, text, schema)).map_err(|no| no.into_refusal(file, text))
}

/// What an engine gets to parse; SQLite's own limit on a plugin's connection is the same.
pub const PRINTED_BYTES_MAX: usize = 64 * 1024;

/// Stack for one lowering. The parser builds a chain like `a + b + c ..` as deep as it is long, and
/// dropping it recurses; the longest chain that fits into a file needs a fraction of this.
const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    /// Is this thread one of [`on_a_deep_stack`]'s?
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with room for the deepest tree a text of legal length can make, whatever thread the
/// caller is on (a test's has 2 MiB, a compiler's macro whatever is left). Whoever lowers many
/// statements wraps them all: a thread for each was a third of a start.
pub fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if DEEP.get() {
        return work();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("sql-gate".into()).stack_size(STACK_BYTES);
        let deep = || {
            DEEP.set(true);
            work()
        };
        let handle = thread.spawn_scoped(scope, deep).expect("the system can start one more thread");
        match handle.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn lower_inner(plugin: &str, file: &str, text: &str, schema: &Schema) -> Lowered<Statement> {
    check_plugin(plugin)?;
    let scanned = text::scan(text, text::STATEMENT_BYTES_MAX)?;
    let header = header::parse(&scanned.header)?;
    header::match_use(&header, &scanned.params)?;
    let params: Vec<Param> = header.params.into_iter().map(|(param, _)| param).collect();
    let statements = parse(&scanned.code)?;
    let [statement] = statements.as_slice() else {
        return Err(No::new(
            statements.get(1).map_or(At::START, Place::at),
            format!("the file holds {} statements", statements.len()),
            "write one statement per file; a handler may run several, in one transaction",
        ));
    };
    let mut lower = lower::Lower::new(plugin, schema, &params);
    let tree = lower.statement(statement)?;
    nothing_swallowed(&scanned.code, &statements)?;
    let reach = reach::of(&tree, &lower.sources);
    let (kind, columns) = outputs(&tree, &lower.sources);
    let name = file.rsplit('/').next().unwrap_or(file);
    let statement = Statement {
        name: name.strip_suffix(".sql").unwrap_or(name).to_string(),
        purpose: header.purpose,
        kind,
        returns_rows: !columns.is_empty(),
        params,
        columns,
        reads: reach.reads,
        writes: reach.writes,
        directives: header.directives,
        tree,
    };
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let bytes = statement.print(engine).len();
        if bytes > PRINTED_BYTES_MAX {
            return Err(No::new(
                At::START,
                format!(
                    "the statement has {bytes} bytes once it is printed, the limit is {PRINTED_BYTES_MAX}"
                ),
                "split it; many `like` with a parameter are long on SQLite, `ilike` is short",
            ));
        }
    }
    Ok(statement)
}

/// The statement's kind and what its rows look like.
fn outputs(tree: &tree::Tree, sources: &[lower::SourceInfo]) -> (Kind, Vec<Output>) {
    use tree::{Body, SetBody};
    let (kind, selects): (Kind, Vec<&[tree::OutputExpr]>) = match &tree.body {
        Body::Select(query) => {
            let selects = match &query.body {
                SetBody::Select(select) => vec![select.outputs.as_slice()],
                SetBody::Union { first, rest } => std::iter::once(first.outputs.as_slice())
                    .chain(rest.iter().map(|part| part.select.outputs.as_slice()))
                    .collect(),
                SetBody::Values(_) => Vec::new(),
            };
            (Kind::Select, selects)
        }
        Body::Insert(insert) => (Kind::Insert, vec![insert.returning.as_slice()]),
        Body::Update(update) => (Kind::Update, vec![update.returning.as_slice()]),
        Body::Delete(delete) => (Kind::Delete, vec![delete.returning.as_slice()]),
    };
    let width = selects.first().map_or(0, |outputs| outputs.len());
    let columns = (0..width)
        .map(|index| Output {
            name: selects[0][index].name.clone().unwrap_or_default(),
            ty: ColumnType {
                ty: selects[0][index].expr.ty.ty.unwrap_or(SqlType::Text),
                nullable: selects.iter().any(|outputs| outputs[index].expr.ty.nullable),
            },
            sources: selects
                .iter()
                .flat_map(|outputs| reach::lineage(&outputs[index].expr, sources))
                .collect(),
        })
        .collect();
    (kind, columns)
}

/// A plugin's id is the prefix of its tables, so it may not contain the separator.
fn check_plugin(plugin: &str) -> Lowered<()> {
    let good = plugin.starts_with(|c: char| c.is_ascii_lowercase())
        && plugin.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && !["host", "x", "pg", "sqlite"].contains(&plugin);
    if good {
        return Ok(());
    }
    Err(No::new(
        At::START,
        format!("`{plugin}` is no plugin id"),
        "an id is a-z and 0-9 and starts with a letter; host, x, pg and sqlite are taken",
    ))
}

/// Parses scanned code.
fn parse(code: &str) -> Lowered<Vec<sqlparser::ast::Statement>> {
    Parser::new(&PostgreSqlDialect {})
        .with_recursion_limit(RECURSION_MAX)
        .try_with_sql(code)
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| match error {
            ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
                let (message, at) = split_place(&message);
                No::new(
                    at,
                    format!("this is not SQL: {message}"),
                    "look for a missing comma, parenthesis or keyword just before this place",
                )
            }
            ParserError::RecursionLimitExceeded => No::new(
                At::START,
                "the statement is nested too deeply",
                "give inner queries a name with `with`",
            ),
        })
}

/// Refuses a text of which the parser left something out. Called after lowering, which has bounded
/// the depth that displaying the statement recurses to.
fn nothing_swallowed(code: &str, statements: &[sqlparser::ast::Statement]) -> Lowered<()> {
    let parsed: Vec<String> = statements.iter().map(ToString::to_string).collect();
    match text::swallowed(code, &parsed.join("; ")) {
        None => Ok(()),
        Some(word) => Err(No::new(
            At::START,
            format!("`{word}` means nothing where it stands"),
            "delete the word; it is not part of the portable dialect",
        )),
    }
}

/// The parser's own counter of nested constructs.
const RECURSION_MAX: usize = 60;

/// The parser writes places into its messages: `.. at Line: 3, Column: 14`.
fn split_place(message: &str) -> (String, At) {
    let Some((text, place)) = message.rsplit_once(" at Line: ") else {
        return (message.to_string(), At::NOWHERE);
    };
    let mut numbers = place.split(", Column: ").map(|number| number.trim().parse::<usize>());
    match (numbers.next(), numbers.next()) {
        (Some(Ok(line)), Some(Ok(column))) => (text.to_string(), At { line, column }),
        _ => (message.to_string(), At::NOWHERE),
    }
}
