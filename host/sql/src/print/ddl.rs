//! Tables, indexes and columns.

use super::{Dialect, Printer};
use crate::tree::{Change, ColumnDef, CreateIndex, CreateTable, OnDelete, Rule};
use crate::types::SqlType;

/// A type's name in a SQLite `strict` table and in its casts.
pub(super) fn sqlite_type(ty: SqlType) -> &'static str {
    match ty {
        SqlType::Text => "text",
        // Not `integer`: an `integer primary key` would be a row number that fills itself in.
        SqlType::Bigint | SqlType::Boolean => "int",
        SqlType::Double => "real",
        SqlType::Bytea => "blob",
    }
}

/// The statements that make one change.
pub(super) fn change(change: &Change, dialect: Dialect) -> Vec<String> {
    let mut printer = Printer::new(dialect, &[]);
    match change {
        Change::CreateTable(table) => return create_table(table, dialect),
        Change::CreateIndex(index) => printer.create_index(index),
        Change::AddColumn { table, column } => {
            printer.push("alter table ");
            printer.name(table);
            printer.push(" add column ");
            printer.column(column, false);
        }
        Change::DropColumn { table, column } => {
            printer.push("alter table ");
            printer.name(table);
            printer.push(" drop column ");
            printer.name(column);
        }
        Change::DropTable { table } => {
            printer.push("drop table ");
            printer.name(table);
        }
        Change::DropIndex { index } => {
            printer.push("drop index ");
            printer.name(index);
        }
        Change::Data(tree) => printer.tree(tree),
    }
    vec![printer.text]
}

/// On SQLite a named `unique` becomes a unique index, because only an index keeps the name that
/// turns a violation into a field's message.
fn create_table(table: &CreateTable, dialect: Dialect) -> Vec<String> {
    let mut printer = Printer::new(dialect, &[]);
    printer.bare_columns = dialect != Dialect::Portable;
    printer.push("create table ");
    printer.name(&table.name);
    printer.push(" (");
    let keys: Vec<&String> = table
        .rules
        .iter()
        .flat_map(|rule| match rule {
            Rule::PrimaryKey { name: _, columns } => columns.as_slice(),
            Rule::Unique { .. } | Rule::Check { .. } | Rule::ForeignKey { .. } => &[],
        })
        .collect();
    printer.list(&table.columns, |printer, column| printer.column(column, keys.contains(&&column.name)));
    let mut later = Vec::new();
    for rule in &table.rules {
        match rule {
            Rule::Unique { name, columns } if dialect == Dialect::Sqlite => later.push((name, columns)),
            Rule::Unique { .. } | Rule::PrimaryKey { .. } | Rule::Check { .. } | Rule::ForeignKey { .. } => {
                printer.push(", ");
                printer.rule(rule);
            }
        }
    }
    printer.push(")");
    if dialect == Dialect::Sqlite {
        printer.push(" strict");
    }
    let mut statements = vec![printer.text];
    for (name, columns) in later {
        let mut printer = Printer::new(dialect, &[]);
        printer.push("create unique index ");
        printer.name(name);
        printer.push(" on ");
        printer.name(&table.name);
        printer.push(" (");
        printer.names(columns);
        printer.push(")");
        statements.push(printer.text);
    }
    statements
}

impl Printer {
    /// `key`: SQLite lets the columns of a primary key be null unless told otherwise.
    fn column(&mut self, column: &ColumnDef, key: bool) {
        let ColumnDef { name, ty, not_null, default, rules } = column;
        self.name(name);
        self.push(" ");
        match self.dialect {
            Dialect::Sqlite => self.push(sqlite_type(*ty)),
            Dialect::Postgres | Dialect::Portable => self.push(ty.name()),
        }
        if *ty == SqlType::Text && self.dialect == Dialect::Postgres {
            // Sorted and compared bytewise, as SQLite does.
            self.push(" collate \"C\"");
        }
        if *not_null || (key && self.dialect == Dialect::Sqlite) {
            self.push(" not null");
        }
        if let Some(default) = default {
            self.push(" default ");
            self.default(default);
        }
        if *ty == SqlType::Boolean && self.dialect == Dialect::Sqlite {
            self.push(" check (");
            self.name(name);
            self.push(" in (0, 1))");
        }
        let bare = std::mem::replace(&mut self.bare_columns, self.dialect != Dialect::Portable);
        for rule in rules {
            self.push(" ");
            match rule {
                Rule::ForeignKey { name, columns: _, table, referred, on_delete } => {
                    self.rule_name(name.as_ref());
                    self.references(table, referred, *on_delete);
                }
                Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Check { .. } => self.rule(rule),
            }
        }
        self.bare_columns = bare;
    }

    /// A literal; SQLite wants a sign and its number in parentheses.
    fn default(&mut self, default: &crate::tree::Expr) {
        self.push("(");
        self.expr(default);
        self.push(")");
    }

    fn rule(&mut self, rule: &Rule) {
        match rule {
            Rule::PrimaryKey { name, columns } => {
                self.rule_name(name.as_ref());
                self.push("primary key (");
                self.names(columns);
                self.push(")");
            }
            Rule::Unique { name, columns } => {
                self.rule_name(Some(name));
                self.push("unique (");
                self.names(columns);
                self.push(")");
            }
            Rule::Check { name, expr } => {
                self.rule_name(Some(name));
                self.push("check (");
                self.expr(expr);
                self.push(")");
            }
            Rule::ForeignKey { name, columns, table, referred, on_delete } => {
                self.rule_name(name.as_ref());
                self.push("foreign key (");
                self.names(columns);
                self.push(") ");
                self.references(table, referred, *on_delete);
            }
        }
    }

    fn rule_name(&mut self, name: Option<&String>) {
        if let Some(name) = name {
            self.push("constraint ");
            self.name(name);
            self.push(" ");
        }
    }

    fn references(&mut self, table: &str, referred: &[String], on_delete: OnDelete) {
        self.push("references ");
        self.name(table);
        self.push(" (");
        self.names(referred);
        self.push(")");
        self.push(match on_delete {
            OnDelete::NoAction => "",
            OnDelete::Restrict => " on delete restrict",
            OnDelete::Cascade => " on delete cascade",
            OnDelete::SetNull => " on delete set null",
        });
    }

    fn create_index(&mut self, index: &CreateIndex) {
        self.push(if index.unique { "create unique index " } else { "create index " });
        self.name(&index.name);
        self.push(" on ");
        self.name(&index.table);
        self.push(" (");
        self.bare_columns = true;
        self.list(&index.keys, |printer, key| {
            let column = matches!(key.expr.kind, crate::tree::ExprKind::Column { .. });
            if column {
                printer.expr(&key.expr);
            } else {
                printer.push("(");
                printer.expr(&key.expr);
                printer.push(")");
            }
            if key.descending {
                printer.push(" desc");
            }
        });
        self.push(")");
        self.filter(index.filter.as_ref());
        self.bare_columns = false;
    }
}
