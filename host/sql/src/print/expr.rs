//! Expressions, and every place where the engines compute differently.

use super::{Dialect, Printer, operator};
use crate::tree::{BinaryOp, Expr, ExprKind, Function};
use crate::types::SqlType;

impl Printer {
    /// An expression. Operators are wrapped in parentheses wherever they are part of another one.
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Null => self.push("null"),
            ExprKind::Text(text) => self.text_literal(text),
            ExprKind::Integer(number) => self.integer(*number),
            ExprKind::Double(digits) => self.double(digits),
            ExprKind::Boolean(truth) => self.boolean(*truth),
            ExprKind::Column { source: _, qualifier, column } => {
                if !self.bare_columns {
                    self.name(qualifier);
                    self.push(".");
                }
                self.name(column);
            }
            ExprKind::Param(name) => self.param(name),
            ExprKind::Negate(inner) => {
                self.push("- ");
                self.operand(inner);
            }
            ExprKind::Not(inner) => {
                self.push("not ");
                self.operand(inner);
            }
            ExprKind::Binary { op, left, right } => self.binary(*op, left, right),
            ExprKind::CompareRows { op, left, right } => {
                self.row(left);
                self.push(&format!(" {} ", operator(*op)));
                self.row(right);
            }
            ExprKind::IsNull { expr, negated } => {
                self.operand(expr);
                self.push(if *negated { " is not null" } else { " is null" });
            }
            ExprKind::IsTruth { expr, truth, negated } => {
                self.operand(expr);
                self.push(if *negated { " is not " } else { " is " });
                self.push(if *truth { "true" } else { "false" });
            }
            ExprKind::IsDistinct { left, right, negated } => {
                self.operand(left);
                self.push(if *negated { " is not distinct from " } else { " is distinct from " });
                self.operand(right);
            }
            ExprKind::InList { expr, list, negated } => {
                self.operand(expr);
                self.push(if *negated { " not in (" } else { " in (" });
                self.list(list, |printer, item| printer.expr(item));
                self.push(")");
            }
            ExprKind::InParam { expr, param, element, negated } => {
                self.in_param(expr, param, *element, *negated)
            }
            ExprKind::InQuery { expr, query, negated } => {
                self.operand(expr);
                self.push(if *negated { " not in (" } else { " in (" });
                self.query(query);
                self.push(")");
            }
            ExprKind::Between { expr, low, high, negated } => {
                self.operand(expr);
                if expr.ty.ty == Some(SqlType::Text) {
                    self.bytewise();
                }
                self.push(if *negated { " not between " } else { " between " });
                self.operand(low);
                self.push(" and ");
                self.operand(high);
            }
            ExprKind::Like { expr, pattern, fold, escape, negated } => {
                self.like(expr, pattern, *fold, *escape, *negated);
            }
            ExprKind::Case { operand, whens, otherwise } => {
                self.push("case");
                if let Some(operand) = operand {
                    self.push(" ");
                    self.operand(operand);
                }
                for (when, then) in whens {
                    self.push(" when ");
                    self.operand(when);
                    self.push(" then ");
                    self.operand(then);
                }
                if let Some(otherwise) = otherwise {
                    self.push(" else ");
                    self.operand(otherwise);
                }
                self.push(" end");
            }
            ExprKind::Cast { expr, to } => self.cast(expr, *to),
            ExprKind::Call { function, args } => self.call(*function, args),
            ExprKind::Aggregate(call) => self.typed_aggregate(call, None, expr.ty.ty),
            ExprKind::Window { call, window } => self.window_call(call, window, expr.ty.ty),
            ExprKind::Exists { query, negated } => {
                self.push(if *negated { "not exists (" } else { "exists (" });
                self.query(query);
                self.push(")");
            }
            ExprKind::Scalar(query) => {
                self.push("(");
                self.query(query);
                self.push(")");
            }
        }
    }

    /// An expression as a part of another: in parentheses unless it is one word or one call.
    pub(super) fn operand(&mut self, expr: &Expr) {
        let bare = match &expr.kind {
            ExprKind::Null
            | ExprKind::Text(_)
            | ExprKind::Integer(_)
            | ExprKind::Double(_)
            | ExprKind::Boolean(_)
            | ExprKind::Column { .. }
            | ExprKind::Param(_)
            | ExprKind::Case { .. }
            | ExprKind::Aggregate(_)
            | ExprKind::Window { .. }
            | ExprKind::Scalar(_) => true,
            ExprKind::Call { function, .. } => *function != Function::StartsWith,
            ExprKind::Cast { to, .. } => *to != SqlType::Boolean,
            ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Binary { .. }
            | ExprKind::CompareRows { .. }
            | ExprKind::IsNull { .. }
            | ExprKind::IsTruth { .. }
            | ExprKind::IsDistinct { .. }
            | ExprKind::InList { .. }
            | ExprKind::InParam { .. }
            | ExprKind::InQuery { .. }
            | ExprKind::Between { .. }
            | ExprKind::Like { .. }
            | ExprKind::Exists { .. } => false,
        };
        if bare {
            return self.expr(expr);
        }
        self.push("(");
        self.expr(expr);
        self.push(")");
    }

    pub(super) fn text_literal(&mut self, text: &str) {
        self.push("'");
        self.push(&text.replace('\'', "''"));
        self.push("'");
    }

    /// A whole number is an int4 to PostgreSQL unless it is said to be more; int4 arithmetic overflows.
    pub(super) fn integer(&mut self, number: i64) {
        self.push(&number.to_string());
        if self.dialect == Dialect::Postgres {
            self.push("::bigint");
        }
    }

    /// A number with a point is a numeric to PostgreSQL unless it is said to be a double.
    pub(super) fn double(&mut self, digits: &str) {
        self.push(digits);
        if self.dialect == Dialect::Postgres {
            self.push("::double precision");
        }
    }

    pub(super) fn boolean(&mut self, truth: bool) {
        self.push(match (self.dialect, truth) {
            (Dialect::Sqlite, true) => "1",
            (Dialect::Sqlite, false) => "0",
            (Dialect::Postgres | Dialect::Portable, true) => "true",
            (Dialect::Postgres | Dialect::Portable, false) => "false",
        });
    }

    pub(super) fn param(&mut self, name: &str) {
        let (number, ty, list) = {
            let (number, param) = self.params.get(name).expect("the tree only holds declared parameters");
            (*number, param.ty.ty, param.list)
        };
        let text = match self.dialect {
            Dialect::Sqlite => format!("?{number}"),
            Dialect::Postgres if list => format!("${number}::text"),
            Dialect::Postgres => format!("${number}::{}", ty.name()),
            Dialect::Portable => format!(":{name}"),
        };
        self.push(&text);
    }

    pub(super) fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        // `a and b and c` is a list to a reader and to the engines; the rest is always parenthesised.
        let chain = match op {
            BinaryOp::And | BinaryOp::Or | BinaryOp::Concat => true,
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual
            | BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
            | BinaryOp::Remainder => false,
        };
        match &left.kind {
            ExprKind::Binary { op: inner, .. } if chain && *inner == op => self.expr(left),
            _ => self.operand(left),
        }
        self.push(&format!(" {} ", operator(op)));
        let divides = matches!(op, BinaryOp::Divide | BinaryOp::Remainder);
        if divides && self.dialect == Dialect::Postgres {
            // Division by zero is null on SQLite and an error on PostgreSQL: here it is null.
            self.push("nullif(");
            self.expr(right);
            self.push(", 0)");
            return;
        }
        self.operand(right);
        let ordering =
            matches!(op, BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual);
        if ordering && left.ty.ty == Some(SqlType::Text) {
            self.bytewise();
        }
    }

    /// PostgreSQL compares text by the database's language unless told otherwise; SQLite bytewise.
    pub(super) fn bytewise(&mut self) {
        if self.dialect == Dialect::Postgres {
            self.push(" collate \"C\"");
        }
    }

    pub(super) fn row(&mut self, exprs: &[Expr]) {
        self.push("(");
        self.list(exprs, |printer, expr| {
            printer.operand(expr);
            if expr.ty.ty == Some(SqlType::Text) {
                printer.bytewise();
            }
        });
        self.push(")");
    }

    /// A list travels as one JSON text, so a statement has one shape however long the list is.
    pub(super) fn in_param(&mut self, expr: &Expr, param: &str, element: SqlType, negated: bool) {
        self.operand(expr);
        self.push(if negated { " not in (" } else { " in (" });
        match self.dialect {
            Dialect::Sqlite => {
                self.push("select value from json_each(");
                self.param(param);
                self.push(")");
            }
            Dialect::Postgres => {
                self.push("select e.value::");
                self.push(element.name());
                self.push(" from jsonb_array_elements_text(");
                self.param(param);
                self.push("::jsonb) as e (value)");
            }
            Dialect::Portable => self.param(param),
        }
        self.push(")");
    }

    /// `like` tells letters apart, `ilike` folds A-Z to a-z and nothing else, on both engines.
    /// SQLite's own `like` folds A-Z, so it serves as `ilike`; its `glob` tells letters apart and
    /// serves as `like` once the pattern's `%` and `_` are rewritten.
    pub(super) fn like(
        &mut self,
        expr: &Expr,
        pattern: &Expr,
        fold: bool,
        escape: Option<char>,
        negated: bool,
    ) {
        self.operand(expr);
        if fold {
            self.bytewise();
        }
        let not = if negated { " not" } else { "" };
        match (self.dialect, fold) {
            (Dialect::Sqlite, true) => {
                self.push(&format!("{not} like "));
                self.operand(pattern);
            }
            (Dialect::Sqlite, false) => {
                self.push(&format!("{not} glob "));
                self.glob_pattern(pattern);
            }
            (Dialect::Postgres | Dialect::Portable, fold) => {
                self.push(&format!("{not} {} ", if fold { "ilike" } else { "like" }));
                self.operand(pattern);
            }
        }
        match (escape, self.dialect) {
            (Some(escape), _) => {
                self.push(" escape ");
                self.text_literal(&escape.to_string());
            }
            // Without this PostgreSQL escapes with a backslash, SQLite with nothing.
            (None, Dialect::Postgres) => self.push(" escape ''"),
            (None, Dialect::Sqlite | Dialect::Portable) => {}
        }
    }

    pub(super) fn glob_pattern(&mut self, pattern: &Expr) {
        const STEPS: [(&str, &str); 5] = [("[", "[[]"), ("*", "[*]"), ("?", "[?]"), ("%", "*"), ("_", "?")];
        if let ExprKind::Text(text) = &pattern.kind {
            let glob = STEPS.iter().fold(text.clone(), |text, (from, to)| text.replace(from, to));
            return self.text_literal(&glob);
        }
        self.push(&"replace(".repeat(STEPS.len()));
        self.expr(pattern);
        for (from, to) in STEPS {
            self.push(&format!(", '{from}', '{to}')"));
        }
    }

    pub(super) fn cast(&mut self, expr: &Expr, to: SqlType) {
        let from = expr.ty.ty;
        if to == SqlType::Boolean && from == Some(SqlType::Bigint) && self.dialect != Dialect::Portable {
            self.operand(expr);
            self.push(" <> 0");
            return;
        }
        self.push("cast(");
        match (self.dialect, from, to) {
            // PostgreSQL rounds where SQLite cuts; here the fraction is cut off.
            (Dialect::Postgres, Some(SqlType::Double), SqlType::Bigint) => {
                self.push("trunc(");
                self.expr(expr);
                self.push(")");
            }
            // There is no boolean to bigint cast, only one to integer.
            (Dialect::Postgres, Some(SqlType::Boolean), SqlType::Bigint) => {
                self.push("cast(");
                self.expr(expr);
                self.push(" as integer)");
            }
            _ => self.expr(expr),
        }
        self.push(" as ");
        self.push(match self.dialect {
            Dialect::Sqlite => super::ddl::sqlite_type(to),
            Dialect::Postgres | Dialect::Portable => to.name(),
        });
        self.push(")");
    }
}
