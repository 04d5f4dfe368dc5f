//! Tree → text for SQLite, for PostgreSQL, and back into the portable dialect.
//!
//! Whatever the engines do differently is decided here, from the types in the tree:
//! names are always quoted (so no name is ever a keyword or a special value), operators inside
//! operators always stand in parentheses, and the order of nulls is always written.

mod ddl; // tables and indexes
mod expr; // expressions
mod call; // functions, aggregates, windows
mod query; // statements

use crate::header::Param;
use crate::tree::{BinaryOp, Change, Function, Tree};
use std::collections::BTreeMap;

/// The database at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
    /// The author's dialect; lowering it again must give the same tree.
    Portable,
}

impl From<Engine> for Dialect {
    fn from(engine: Engine) -> Dialect {
        match engine {
            Engine::Sqlite => Dialect::Sqlite,
            Engine::Postgres => Dialect::Postgres,
        }
    }
}

/// Prints one statement.
pub(crate) fn statement(tree: &Tree, params: &[Param], dialect: Dialect) -> String {
    let mut printer = Printer::new(dialect, params);
    printer.tree(tree);
    printer.text
}

/// Prints one change of a migration; SQLite may need more than one statement for it.
pub(crate) fn change(change: &Change, dialect: Dialect) -> Vec<String> {
    ddl::change(change, dialect)
}

struct Printer {
    text: String,
    dialect: Dialect,
    /// Name → number from 1, and its declaration.
    params: BTreeMap<String, (usize, Param)>,
    /// Print columns without their table: rules of a table, and SQLite's `returning`.
    bare_columns: bool,
}

impl Printer {
    fn new(dialect: Dialect, params: &[Param]) -> Printer {
        let numbered =
            params.iter().enumerate().map(|(index, param)| (param.name.clone(), (index + 1, param.clone())));
        Printer { text: String::new(), dialect, params: numbered.collect(), bare_columns: false }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self, name: &str) {
        debug_assert!(crate::lower::is_identifier(name));
        if self.dialect == Dialect::Portable {
            self.push(name);
        } else {
            self.text.push('"');
            self.push(name);
            self.text.push('"');
        }
    }

    /// Prints a list with commas.
    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut print: impl FnMut(&mut Self, T)) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            print(self, item);
        }
    }

    fn names(&mut self, names: &[String]) {
        self.list(names, |printer, name| printer.name(name));
    }
}

/// How an operator is written; the same everywhere.
pub(crate) fn operator(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::And => "and",
        BinaryOp::Or => "or",
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "<>",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Remainder => "%",
        BinaryOp::Concat => "||",
    }
}

/// A function's name in the portable dialect.
pub(crate) fn function_name(function: Function) -> &'static str {
    match function {
        Function::Coalesce => "coalesce",
        Function::Nullif => "nullif",
        Function::Greatest => "greatest",
        Function::Least => "least",
        Function::Lower => "lower",
        Function::Upper => "upper",
        Function::Length => "length",
        Function::Substr => "substr",
        Function::Replace => "replace",
        Function::Trim => "trim",
        Function::TrimStart => "ltrim",
        Function::TrimEnd => "rtrim",
        Function::Strpos => "strpos",
        Function::StartsWith => "starts_with",
        Function::Abs => "abs",
        Function::Round => "round",
    }
}
