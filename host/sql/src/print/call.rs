//! Functions, aggregates and windows.

use super::{Dialect, Printer, function_name};
use crate::tree::{
    Aggregate, AggregateCall, Bound, Expr, ExprKind, Frame, FrameUnits, Function, Window, WindowCall,
    WindowFunction,
};
use crate::types::SqlType;

impl Printer {
    pub(super) fn call(&mut self, function: Function, args: &[Expr]) {
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

    pub(super) fn plain_call(&mut self, name: &str, args: &[Expr]) {
        self.push(name);
        self.push("(");
        self.list(args, |printer, arg| printer.expr(arg));
        self.push(")");
    }

    /// A start below 1 (or null) counts as 1, a length below 0 (or null) as 0, on both engines.
    pub(super) fn substr(&mut self, args: &[Expr]) {
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
    pub(super) fn round(&mut self, args: &[Expr]) {
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
    pub(super) fn typed_aggregate(
        &mut self,
        call: &AggregateCall,
        window: Option<&Window>,
        ty: Option<SqlType>,
    ) {
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

    pub(super) fn aggregate(&mut self, call: &AggregateCall) {
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

    pub(super) fn window_call(&mut self, call: &WindowCall, window: &Window, ty: Option<SqlType>) {
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

    pub(super) fn over(&mut self, window: &Window) {
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

    pub(super) fn frame(&mut self, frame: &Frame) {
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

    pub(super) fn bound(&mut self, bound: Bound) {
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
