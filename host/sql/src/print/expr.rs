//! Expressions, and every place where the engines compute differently.

use super::{Dialect, Printer, function_name, operator};
use crate::tree::{
    Aggregate, AggregateCall, BinaryOp, Bound, Expr, ExprKind, Frame, FrameUnits, Function, Window,
    WindowCall, WindowFunction,
};
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
    fn operand(&mut self, expr: &Expr) {
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

    fn text_literal(&mut self, text: &str) {
        self.push("'");
        self.push(&text.replace('\'', "''"));
        self.push("'");
    }

    /// A whole number is an int4 to PostgreSQL unless it is said to be more; int4 arithmetic overflows.
    fn integer(&mut self, number: i64) {
        self.push(&number.to_string());
        if self.dialect == Dialect::Postgres {
            self.push("::bigint");
        }
    }

    /// A number with a point is a numeric to PostgreSQL unless it is said to be a double.
    fn double(&mut self, digits: &str) {
        self.push(digits);
        if self.dialect == Dialect::Postgres {
            self.push("::double precision");
        }
    }

    fn boolean(&mut self, truth: bool) {
        self.push(match (self.dialect, truth) {
            (Dialect::Sqlite, true) => "1",
            (Dialect::Sqlite, false) => "0",
            (Dialect::Postgres | Dialect::Portable, true) => "true",
            (Dialect::Postgres | Dialect::Portable, false) => "false",
        });
    }

    fn param(&mut self, name: &str) {
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

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
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
    fn bytewise(&mut self) {
        if self.dialect == Dialect::Postgres {
            self.push(" collate \"C\"");
        }
    }

    fn row(&mut self, exprs: &[Expr]) {
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
    fn in_param(&mut self, expr: &Expr, param: &str, element: SqlType, negated: bool) {
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
    fn like(&mut self, expr: &Expr, pattern: &Expr, fold: bool, escape: Option<char>, negated: bool) {
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

    fn glob_pattern(&mut self, pattern: &Expr) {
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

    fn cast(&mut self, expr: &Expr, to: SqlType) {
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

    fn call(&mut self, function: Function, args: &[Expr]) {
        match (function, self.dialect) {
            (Function::Substr, Dialect::Sqlite | Dialect::Postgres) => self.substr(args),
            (Function::Length | Function::Strpos, Dialect::Postgres) => {
                self.plain_call(function_name(function), args);
                self.push("::bigint");
            }
            (Function::Lower | Function::Upper, Dialect::Postgres) => {
                self.push(function_name(function));
                self.push("(");
                self.operand(&args[0]);
                self.bytewise();
                self.push(")");
            }
            (Function::Round, Dialect::Postgres) => self.round(args),
            (Function::Greatest, Dialect::Sqlite) => self.plain_call("max", args),
            (Function::Least, Dialect::Sqlite) => self.plain_call("min", args),
            (Function::Greatest | Function::Least, Dialect::Postgres)
                if args[0].ty.ty == Some(SqlType::Text) =>
            {
                self.push(function_name(function));
                self.push("(");
                self.list(args, |printer, arg| {
                    printer.operand(arg);
                    printer.bytewise();
                });
                self.push(")");
            }
            // One argument is itself, but SQLite wants two.
            (Function::Coalesce, _) if args.len() == 1 => {
                self.push("coalesce(");
                self.expr(&args[0]);
                self.push(if self.dialect == Dialect::Portable { ")" } else { ", null)" });
            }
            (Function::Strpos, Dialect::Sqlite) => self.plain_call("instr", args),
            (Function::StartsWith, Dialect::Sqlite) => {
                self.plain_call("instr", args);
                self.push(" = 1");
            }
            (Function::Trim, Dialect::Postgres) => self.plain_call("btrim", args),
            (
                Function::Coalesce
                | Function::Nullif
                | Function::Greatest
                | Function::Least
                | Function::Lower
                | Function::Upper
                | Function::Length
                | Function::Substr
                | Function::Replace
                | Function::Trim
                | Function::TrimStart
                | Function::TrimEnd
                | Function::Strpos
                | Function::StartsWith
                | Function::Abs
                | Function::Round,
                _,
            ) => self.plain_call(function_name(function), args),
        }
    }

    fn plain_call(&mut self, name: &str, args: &[Expr]) {
        self.push(name);
        self.push("(");
        self.list(args, |printer, arg| printer.expr(arg));
        self.push(")");
    }

    /// A start below 1 (or null) counts as 1, a length below 0 (or null) as 0, on both engines.
    fn substr(&mut self, args: &[Expr]) {
        self.push("substr(");
        self.expr(&args[0]);
        for (arg, least) in args[1..].iter().zip(["1", "0"]) {
            self.push(", ");
            match (&arg.kind, self.dialect) {
                (ExprKind::Integer(number), _) => {
                    self.push(&number.clamp(&0, &i64::from(i32::MAX)).to_string())
                }
                (_, Dialect::Postgres) => {
                    self.push(&format!("cast(least(greatest({least}::bigint, "));
                    self.expr(arg);
                    self.push(&format!("), {}) as integer)", i32::MAX));
                }
                _ => {
                    self.push(&format!("max({least}, coalesce("));
                    self.expr(arg);
                    self.push(&format!(", {least}))"));
                }
            }
        }
        self.push(")");
    }

    /// PostgreSQL rounds doubles to even; through numeric it rounds halves away from zero, as SQLite does.
    fn round(&mut self, args: &[Expr]) {
        self.push("cast(round(cast(");
        self.expr(&args[0]);
        self.push(" as numeric)");
        if let Some(digits) = args.get(1) {
            self.push(", cast(");
            self.expr(digits);
            self.push(" as integer)");
        }
        self.push(") as double precision)");
    }

    /// PostgreSQL widens sums and averages to numeric; the cast brings them back.
    fn typed_aggregate(&mut self, call: &AggregateCall, window: Option<&Window>, ty: Option<SqlType>) {
        let widened = match call.function {
            Aggregate::Sum | Aggregate::Avg => self.dialect == Dialect::Postgres,
            Aggregate::Count
            | Aggregate::Min
            | Aggregate::Max
            | Aggregate::StringAgg
            | Aggregate::BoolAnd
            | Aggregate::BoolOr => false,
        };
        if widened {
            self.push("cast(");
        }
        self.aggregate(call);
        if let Some(window) = window {
            self.over(window);
        }
        if widened {
            self.push(" as ");
            self.push(ty.expect("aggregates are typed").name());
            self.push(")");
        }
    }

    fn aggregate(&mut self, call: &AggregateCall) {
        self.push(match (call.function, self.dialect) {
            (Aggregate::Count, _) => "count(",
            (Aggregate::Sum, _) => "sum(",
            (Aggregate::Avg, _) => "avg(",
            (Aggregate::Min, _) | (Aggregate::BoolAnd, Dialect::Sqlite) => "min(",
            (Aggregate::Max, _) | (Aggregate::BoolOr, Dialect::Sqlite) => "max(",
            (Aggregate::StringAgg, Dialect::Sqlite) => "group_concat(",
            (Aggregate::StringAgg, Dialect::Postgres | Dialect::Portable) => "string_agg(",
            (Aggregate::BoolAnd, Dialect::Postgres | Dialect::Portable) => "bool_and(",
            (Aggregate::BoolOr, Dialect::Postgres | Dialect::Portable) => "bool_or(",
        });
        if call.distinct {
            self.push("distinct ");
        }
        if call.args.is_empty() {
            self.push("*");
        }
        let text = matches!(call.function, Aggregate::Min | Aggregate::Max)
            && call.args.first().is_some_and(|arg| arg.ty.ty == Some(SqlType::Text));
        self.list(&call.args, |printer, arg| {
            if text {
                printer.operand(arg);
                printer.bytewise();
            } else {
                printer.expr(arg);
            }
        });
        self.order_by(&call.order_by);
        self.push(")");
        if let Some(filter) = &call.filter {
            self.push(" filter (where ");
            self.expr(filter);
            self.push(")");
        }
    }

    fn window_call(&mut self, call: &WindowCall, window: &Window, ty: Option<SqlType>) {
        match call {
            WindowCall::Aggregate(call) => self.typed_aggregate(call, Some(window), ty),
            WindowCall::Function { function, args } => {
                self.push(window_function_name(*function));
                self.push("(");
                for (index, arg) in args.iter().enumerate() {
                    if index > 0 {
                        self.push(", ");
                    }
                    match (&arg.kind, function) {
                        // Offsets and counts are int4 to PostgreSQL.
                        (ExprKind::Integer(number), WindowFunction::Ntile) => self.push(&number.to_string()),
                        (
                            ExprKind::Integer(number),
                            WindowFunction::Lag | WindowFunction::Lead | WindowFunction::NthValue,
                        ) if index == 1 => self.push(&number.to_string()),
                        _ => self.expr(arg),
                    }
                }
                self.push(")");
                self.over(window);
                if *function == WindowFunction::Ntile && self.dialect == Dialect::Postgres {
                    self.push("::bigint");
                }
            }
        }
    }

    fn over(&mut self, window: &Window) {
        self.push(" over (");
        if !window.partition_by.is_empty() {
            self.push("partition by ");
            self.list(&window.partition_by, |printer, expr| printer.expr(expr));
        }
        self.order_by(&window.order_by);
        if let Some(frame) = &window.frame {
            self.frame(frame);
        }
        self.push(")");
    }

    fn frame(&mut self, frame: &Frame) {
        self.push(match frame.units {
            FrameUnits::Rows => " rows ",
            FrameUnits::Range => " range ",
            FrameUnits::Groups => " groups ",
        });
        match frame.end {
            None => self.bound(frame.start),
            Some(end) => {
                self.push("between ");
                self.bound(frame.start);
                self.push(" and ");
                self.bound(end);
            }
        }
    }

    fn bound(&mut self, bound: Bound) {
        let text = match bound {
            Bound::UnboundedPreceding => "unbounded preceding".to_string(),
            Bound::Preceding(rows) => format!("{rows} preceding"),
            Bound::CurrentRow => "current row".to_string(),
            Bound::Following(rows) => format!("{rows} following"),
            Bound::UnboundedFollowing => "unbounded following".to_string(),
        };
        self.push(&text);
    }
}

fn window_function_name(function: WindowFunction) -> &'static str {
    match function {
        WindowFunction::RowNumber => "row_number",
        WindowFunction::Rank => "rank",
        WindowFunction::DenseRank => "dense_rank",
        WindowFunction::PercentRank => "percent_rank",
        WindowFunction::CumeDist => "cume_dist",
        WindowFunction::Ntile => "ntile",
        WindowFunction::Lag => "lag",
        WindowFunction::Lead => "lead",
        WindowFunction::FirstValue => "first_value",
        WindowFunction::LastValue => "last_value",
        WindowFunction::NthValue => "nth_value",
    }
}
