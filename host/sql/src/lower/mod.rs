//! Text → tree, or a message that helps.
//!
//! Every struct of the parser is taken apart without `..`, so a field that a new parser version adds
//! does not compile until somebody decided about it; every enum ends in a refusal.

mod call; // functions, aggregates, windows
mod expr; // expressions
mod group; // what a grouped select may show
mod cast; // casts, names of types
mod predicate; // conditions that are no operator
mod query; // with, values, and what stands around a select
mod select; // outputs and conditions of one select
mod source; // from
mod union; // selects one after another
mod order; // group by, order by, limit
mod write; // insert, update, delete

use crate::header::Param;
use crate::place::Place;
use crate::refusal::{At, Lowered, No};
use crate::schema::{Relation, RelationKind, Schema, nearest};
use crate::tree::{Body, Expr, ExprKind, SourceId, Tree};
use crate::types::{ColumnType, ExprType, SqlType};
use sqlparser::ast::{Ident, ObjectName, ObjectNamePart, SetExpr, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Expressions, relations and subqueries of one statement, together.
pub const NODES_MAX: usize = 5_000;
/// Expressions within expressions. SQLite's own limit on a plugin's connection is 200, and what is
/// printed may be a few levels deeper than what was written.
pub const DEPTH_MAX: usize = 100;
/// Queries within queries.
pub const QUERY_DEPTH_MAX: usize = 8;
/// Bytes of a name; PostgreSQL cuts longer ones silently.
const NAME_BYTES_MAX: usize = 63;

/// `(relation, column)` pairs a value was computed from.
pub(crate) type Lineage = BTreeSet<(String, String)>;

/// A column somebody can refer to.
#[derive(Debug, Clone)]
pub(crate) struct SourceColumn {
    pub name: String,
    pub ty: ColumnType,
    pub lineage: Lineage,
}

/// A relation, CTE or derived table of the statement, by its [`SourceId`].
#[derive(Debug, Clone)]
pub(crate) struct SourceInfo {
    /// The schema's relation, or `None` for a query's result.
    pub relation: Option<String>,
    pub columns: Vec<SourceColumn>,
}

/// A name that expressions may put before a column.
struct Entry {
    alias: String,
    source: SourceId,
    /// On the optional side of an outer join.
    nullable: bool,
    /// `excluded` only: found as `excluded.x`, never as `x`.
    qualified_only: bool,
}

#[derive(Default)]
struct Scope {
    entries: Vec<Entry>,
}

struct CteInfo {
    name: String,
    columns: Vec<SourceColumn>,
}

/// Where an expression stands, and what may stand there.
#[derive(Clone, Copy)]
struct Clause {
    name: &'static str,
    aggregates: bool,
    windows: bool,
    subqueries: bool,
    params: bool,
}

impl Clause {
    const FILTER: Clause =
        Clause { name: "where", aggregates: false, windows: false, subqueries: true, params: true };
    const ON: Clause = Clause { name: "on", ..Clause::FILTER };
    const GROUP: Clause = Clause { name: "group by", subqueries: false, ..Clause::FILTER };
    const HAVING: Clause = Clause { name: "having", aggregates: true, ..Clause::FILTER };
    const OUTPUT: Clause = Clause { name: "select", aggregates: true, windows: true, ..Clause::FILTER };
    const ORDER: Clause = Clause { name: "order by", ..Clause::OUTPUT };
    const LIMIT: Clause = Clause { name: "limit", subqueries: false, ..Clause::FILTER };
    const VALUE: Clause = Clause { name: "values", ..Clause::FILTER };
    const SET: Clause = Clause { name: "set", ..Clause::FILTER };
    const RETURNING: Clause = Clause { name: "returning", subqueries: false, ..Clause::FILTER };
    /// Defaults, checks and index keys: nothing but the row itself.
    pub(crate) const RULE: Clause = Clause {
        name: "a table's rule",
        aggregates: false,
        windows: false,
        subqueries: false,
        params: false,
    };
}

/// The state of lowering one statement.
pub(crate) struct Lower<'a> {
    plugin: &'a str,
    schema: &'a Schema,
    params: BTreeMap<String, Param>,
    pub sources: Vec<SourceInfo>,
    scopes: Vec<Scope>,
    ctes: Vec<CteInfo>,
    nodes: usize,
    depth: usize,
    queries: usize,
    clause: Clause,
    /// The last place the parser told us; refusals of nodes without a place point here.
    here: At,
}

impl<'a> Lower<'a> {
    pub fn new(plugin: &'a str, schema: &'a Schema, params: &[Param]) -> Lower<'a> {
        Lower {
            plugin,
            schema,
            params: params.iter().map(|param| (param.name.clone(), param.clone())).collect(),
            sources: Vec::new(),
            scopes: Vec::new(),
            ctes: Vec::new(),
            nodes: 0,
            depth: 0,
            queries: 0,
            clause: Clause::FILTER,
            here: At::START,
        }
    }

    /// Lowers a statement of a kind that plugins may run.
    pub fn statement(&mut self, statement: &Statement) -> Lowered<Tree> {
        match statement {
            Statement::Query(query) => self.top_query(query),
            Statement::Insert(insert) => {
                Ok(Tree { with: Vec::new(), body: Body::Insert(self.insert(insert)?) })
            }
            Statement::Update(update) => {
                Ok(Tree { with: Vec::new(), body: Body::Update(self.update(update)?) })
            }
            Statement::Delete(delete) => {
                Ok(Tree { with: Vec::new(), body: Body::Delete(self.delete(delete)?) })
            }
            other => Err(self.no(
                other,
                "this is no statement of a plugin",
                "statements are select, insert, update and delete; tables change in migrations/, and \
                 transactions are the host's",
            )),
        }
    }

    /// A select, or a write with CTEs in front of it (the parser wraps those into a query).
    fn top_query(&mut self, query: &sqlparser::ast::Query) -> Lowered<Tree> {
        let write = match &*query.body {
            SetExpr::Insert(statement) | SetExpr::Update(statement) | SetExpr::Delete(statement) => statement,
            _ => {
                let mut query = self.query(query, query::Names::Required)?.query;
                let with = std::mem::take(&mut query.with);
                return Ok(Tree { with, body: Body::Select(query) });
            }
        };
        self.nothing_after_write(query)?;
        let with = match &query.with {
            Some(with) => self.with(with)?,
            None => Vec::new(),
        };
        let tree = self.statement(write)?;
        Ok(Tree { with, body: tree.body })
    }

    // Places and limits

    /// A refusal at a node's place.
    fn no(&self, node: &impl Place, message: impl Into<String>, help: impl Into<String>) -> No {
        No::new(node.at().or(self.here), message, help)
    }

    /// A refusal at the last known place.
    fn no_here(&self, message: impl Into<String>, help: impl Into<String>) -> No {
        No::new(self.here, message, help)
    }

    fn reach(&mut self, node: &impl Place) {
        self.here = node.at().or(self.here);
    }

    /// Counts one node of the tree.
    fn count(&mut self) -> Lowered<()> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(self.no_here(
                format!("the statement has more than {NODES_MAX} parts"),
                "pass long lists as one parameter: `x in (:ids)`, or split the statement",
            ));
        }
        Ok(())
    }

    /// Lowers something that stands in another clause.
    fn within<T>(&mut self, clause: Clause, lower: impl FnOnce(&mut Self) -> Lowered<T>) -> Lowered<T> {
        let outer = std::mem::replace(&mut self.clause, clause);
        let result = lower(self);
        self.clause = outer;
        result
    }

    // Names

    /// A bare lower-case name.
    pub fn name(&mut self, ident: &Ident) -> Lowered<String> {
        self.reach(ident);
        let Ident { value, quote_style, span: _ } = ident;
        if quote_style.is_some() || !is_identifier(value) {
            let lower = value.to_lowercase();
            let help = if is_identifier(&lower) {
                format!("write `{lower}`")
            } else {
                "names are a-z, 0-9 and _, and start with a letter".to_string()
            };
            return Err(self.no(ident, format!("`{value}` is not a portable name"), help));
        }
        Ok(value.clone())
    }

    /// A name without a schema before it.
    pub fn single_name(&mut self, name: &ObjectName) -> Lowered<String> {
        self.reach(name);
        match name.0.as_slice() {
            [ObjectNamePart::Identifier(ident)] => self.name(ident),
            [ObjectNamePart::Identifier(_), ..] => Err(self.no(
                name,
                format!("`{name}` has a schema before it"),
                "write the bare name: there is one database, and names carry their plugin's id",
            )),
            _ => Err(self.no(name, format!("`{name}` is no name"), "write a bare lower-case name")),
        }
    }

    /// An alias or CTE name. It may not look like a table's, so that a reader (and the engine's
    /// second wall, which sees names) can always tell them apart.
    fn own_name(&mut self, ident: &Ident) -> Lowered<String> {
        let name = self.name(ident)?;
        let taken = self.schema.get(&name).is_some()
            || ["x_", "host_", "pg_", "sqlite_"].iter().any(|prefix| name.starts_with(prefix))
            || name.strip_prefix(self.plugin).is_some_and(|rest| rest.starts_with('_'))
            || ["excluded", "information_schema", "main", "temp", "public"].contains(&name.as_str());
        if taken {
            return Err(self.no(
                ident,
                format!("`{name}` looks like the name of a table"),
                "choose a short name without a plugin's prefix, for example its first letter",
            ));
        }
        Ok(name)
    }

    /// The relation of this name, or why the plugin cannot reach it.
    fn relation(&mut self, name: &ObjectName) -> Lowered<&'a Relation> {
        let single = self.single_name(name)?;
        let schema: &'a Schema = self.schema;
        if let Some(relation) = schema.get(&single) {
            return Ok(relation);
        }
        Err(self.no(
            name,
            format!("`{single}` is not a relation this plugin may name"),
            self.instead_of_relation(&single),
        ))
    }

    fn instead_of_relation(&self, name: &str) -> String {
        let near =
            self.schema.nearest(name).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let own = name.strip_prefix(self.plugin).is_some_and(|rest| rest.starts_with('_'));
        if own {
            format!("{near}create the table in migrations/ first")
        } else if let Some(rest) = name.strip_prefix("x_") {
            let contract = rest.split('_').next().unwrap_or(rest);
            format!(
                "{near}add the contract to plugin.toml: `requires = [\"{contract}@1\"]`; then its relations are `x_{contract}_..`"
            )
        } else if name.starts_with("host_") {
            "the host's tables are not readable; people, settings and the audit come through ctx".to_string()
        } else if name.starts_with("sqlite_") || name.starts_with("pg_") || name == "information_schema" {
            "the engine's catalogues are not readable; your tables are what your migrations created"
                .to_string()
        } else {
            format!(
                "{near}a plugin reads its own tables (`{}_..`) and the exchange views (`x_..`) of contracts it \
                 requires; another plugin's data is read through its contract",
                self.plugin
            )
        }
    }

    /// A table of this plugin that the statement wants to write.
    fn writable(&mut self, name: &ObjectName, doing: &str) -> Lowered<&'a Relation> {
        let relation = self.relation(name)?;
        match relation.kind {
            RelationKind::Exchange => Err(self.no(
                name,
                format!("`{}` belongs to another plugin", relation.name),
                "call a service of its contract, or emit an event; exchange views are read only",
            )),
            RelationKind::Own { append_only: true } if doing != "insert" => Err(self.no(
                name,
                format!("`{}` is append-only: rows are never changed or deleted", relation.name),
                "insert a correcting row (a ledger keeps both), or read the latest row per key",
            )),
            RelationKind::Own { .. } => Ok(relation),
        }
    }

    // Sources and columns

    /// Registers a schema relation as a source of the statement.
    fn relation_source(&mut self, relation: &Relation) -> SourceId {
        let columns = relation
            .columns
            .iter()
            .map(|column| SourceColumn {
                name: column.name.clone(),
                ty: column.ty,
                lineage: BTreeSet::from([(relation.name.clone(), column.name.clone())]),
            })
            .collect();
        self.sources.push(SourceInfo { relation: Some(relation.name.clone()), columns });
        self.sources.len() - 1
    }

    fn derived_source(&mut self, columns: Vec<SourceColumn>) -> SourceId {
        self.sources.push(SourceInfo { relation: None, columns });
        self.sources.len() - 1
    }

    /// Makes a table's columns visible to the rules of that table (checks, index keys).
    pub fn enter_table(&mut self, relation: &Relation) {
        let source = self.relation_source(relation);
        let entry = Entry { alias: relation.name.clone(), source, nullable: false, qualified_only: false };
        self.scopes.push(Scope { entries: vec![entry] });
        self.clause = Clause::RULE;
    }

    /// For expressions that see no row at all, such as a default.
    pub fn enter_rules(&mut self) {
        self.clause = Clause::RULE;
    }

    /// `x`: the innermost query that has exactly one such column.
    fn column(&mut self, ident: &Ident) -> Lowered<Expr> {
        let name = self.name(ident)?;
        for (depth, scope) in self.scopes.iter().enumerate().rev() {
            let found: Vec<&Entry> = scope
                .entries
                .iter()
                .filter(|entry| !entry.qualified_only && self.has_column(entry.source, &name))
                .collect();
            match found.as_slice() {
                [] => {}
                [entry] => {
                    self.not_hidden(ident, depth, &entry.alias)?;
                    return Ok(self.column_expr(entry, &name));
                }
                [first, second, ..] => {
                    return Err(self.no(
                        ident,
                        format!("`{name}` could be `{0}.{name}` or `{1}.{name}`", first.alias, second.alias),
                        "write the one you mean",
                    ));
                }
            }
        }
        let columns =
            self.scopes.iter().flat_map(|scope| &scope.entries).flat_map(|entry| {
                self.sources[entry.source].columns.iter().map(|column| column.name.as_str())
            });
        let help = match nearest(columns, &name) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.scopes.iter().all(|scope| scope.entries.is_empty()) => {
                "there is no table here to take it from; a text goes between single quotes: 'text'"
                    .to_string()
            }
            None => format!(
                "the relations here are {}; a value from outside is a parameter: `:{name}`",
                self.aliases_in_sight()
            ),
        };
        Err(self.no(ident, format!("there is no column `{name}`"), help))
    }

    /// `t.x`.
    fn qualified_column(&mut self, table: &Ident, column: &Ident) -> Lowered<Expr> {
        let alias = self.name(table)?;
        let name = self.name(column)?;
        for scope in self.scopes.iter().rev() {
            let Some(entry) = scope.entries.iter().find(|entry| entry.alias == alias) else { continue };
            if self.has_column(entry.source, &name) {
                return Ok(self.column_expr(entry, &name));
            }
            let columns = self.sources[entry.source].columns.iter().map(|column| column.name.as_str());
            let help = match nearest(columns.clone(), &name) {
                Some(near) => format!("did you mean `{alias}.{near}`?"),
                None => format!("its columns are {}", columns.collect::<Vec<_>>().join(", ")),
            };
            return Err(self.no(column, format!("`{alias}` has no column `{name}`"), help));
        }
        Err(self.no(
            table,
            format!("`{alias}` is not in the `from` of this query"),
            format!("the relations here are {}", self.aliases_in_sight()),
        ))
    }

    /// An inner query's alias of the same name would take the printed column for itself.
    fn not_hidden(&self, ident: &Ident, depth: usize, alias: &str) -> Lowered<()> {
        let hidden =
            self.scopes[depth + 1..].iter().flat_map(|scope| &scope.entries).any(|e| e.alias == alias);
        if hidden {
            return Err(self.no(
                ident,
                format!(
                    "`{}` is a column of the outer `{alias}`, which an inner `{alias}` hides",
                    ident.value
                ),
                "give one of the two tables another alias",
            ));
        }
        Ok(())
    }

    fn has_column(&self, source: SourceId, name: &str) -> bool {
        self.sources[source].columns.iter().any(|column| column.name == name)
    }

    fn column_expr(&self, entry: &Entry, name: &str) -> Expr {
        let column = self.sources[entry.source]
            .columns
            .iter()
            .find(|column| column.name == name)
            .expect("callers checked that the source has the column");
        Expr {
            ty: ExprType::new(column.ty.ty, column.ty.nullable || entry.nullable),
            kind: ExprKind::Column {
                source: entry.source,
                qualifier: entry.alias.clone(),
                column: name.to_string(),
            },
        }
    }

    fn aliases_in_sight(&self) -> String {
        let names: Vec<String> = self
            .scopes
            .iter()
            .flat_map(|scope| &scope.entries)
            .map(|entry| format!("`{}`", entry.alias))
            .collect();
        if names.is_empty() { "none".to_string() } else { names.join(", ") }
    }

    /// The same expression as a double, so that both engines compute with doubles from here on.
    fn coerce(expr: Expr, to: Option<SqlType>) -> Expr {
        if expr.ty.ty == Some(SqlType::Bigint) && to == Some(SqlType::Double) {
            let ty = ExprType::new(SqlType::Double, expr.ty.nullable);
            return Expr { kind: ExprKind::Cast { expr: Box::new(expr), to: SqlType::Double }, ty };
        }
        expr
    }

    /// Refuses a part of the parser's tree that must be absent.
    fn absent(&self, present: bool, what: &str, help: &str) -> Lowered<()> {
        if present {
            return Err(self.no_here(format!("`{what}` is not part of the portable dialect"), help));
        }
        Ok(())
    }
}

/// `[a-z_][a-z0-9_]*`, short enough for both engines.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
