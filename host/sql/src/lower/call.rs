//! Functions, aggregates, windows.

use super::{Clause, Lower};
use crate::function::{self, Named};
use crate::reach;
use crate::refusal::Lowered;
use crate::tree::{
    Aggregate, AggregateCall, Bound, Expr, ExprKind, Frame, FrameUnits, Function, OrderBy, OrderKey, Window,
    WindowCall,
};
use crate::types::{ExprType, SqlType};
use sqlparser::ast::{self, FunctionArguments};

/// The parts of a written call that differ from function to function.
struct Written<'s> {
    args: Vec<&'s ast::Expr>,
    star: bool,
    distinct: bool,
    order_by: &'s [ast::OrderByExpr],
}

impl Lower<'_> {
    pub(super) fn function(&mut self, expr: &ast::Expr, function: &ast::Function) -> Lowered<Expr> {
        let ast::Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment,
            over,
        } = function;
        self.absent(*uses_odbc_syntax, "{fn ..}", "call the function plainly")?;
        self.absent(
            !matches!(parameters, FunctionArguments::None),
            "f(..)(..)",
            "call the function plainly",
        )?;
        self.absent(
            !within_group.is_empty(),
            "within group",
            "select the rows in order and pick one in Rust",
        )?;
        self.absent(null_treatment.is_some(), "ignore nulls", "filter the rows with `where x is not null`")?;
        let single = match name.0.as_slice() {
            [ast::ObjectNamePart::Identifier(ident)] => ident,
            _ => {
                return Err(self.no(
                    expr,
                    format!("the function `{name}` has a schema before it"),
                    "write its bare name",
                ));
            }
        };
        let Some(named) = function::find(&single.value).filter(|_| single.quote_style.is_none()) else {
            let help = function::instead_of(&single.value.to_lowercase());
            return Err(self.no(expr, format!("the function `{}` is not on the list", single.value), help));
        };
        let written = self.written(expr, args)?;
        match named {
            Named::Scalar(function) => {
                let plain = !written.star && !written.distinct && written.order_by.is_empty();
                self.absent(
                    !plain || filter.is_some() || over.is_some(),
                    "distinct, filter, order or over on a plain function",
                    "call it plainly",
                )?;
                let args = written.args.iter().map(|arg| self.expr(arg)).collect::<Lowered<Vec<_>>>()?;
                self.scalar_call(expr, function, args)
            }
            Named::Aggregate(function) => {
                let call = self.aggregate(expr, function, &written, filter.as_deref(), over.is_some())?;
                let ty = function::aggregate_type(function, &call.args, call.distinct)
                    .map_err(|problem| self.bad_call(expr, &single.value, problem))?;
                match over {
                    None => Ok(Expr { kind: ExprKind::Aggregate(Box::new(call)), ty }),
                    Some(over) => {
                        self.absent(call.distinct, "distinct in a window", "select distinct rows first")?;
                        self.absent(!call.order_by.is_empty(), "string_agg over", "aggregate with group by")?;
                        let window = Box::new(self.window(expr, over)?);
                        Ok(Expr {
                            kind: ExprKind::Window { call: WindowCall::Aggregate(Box::new(call)), window },
                            ty,
                        })
                    }
                }
            }
            Named::Window(function) => {
                let Some(over) = over else {
                    return Err(self.no(
                        expr,
                        format!("`{}` needs a window", single.value),
                        format!("write `{}(..) over (partition by .. order by ..)`", single.value),
                    ));
                };
                let plain =
                    !written.star && !written.distinct && written.order_by.is_empty() && filter.is_none();
                self.absent(!plain, "distinct or filter on a window function", "filter in an outer select")?;
                let args = self.within(self.inside_window(), |lower| {
                    written.args.iter().map(|arg| lower.expr(arg)).collect::<Lowered<Vec<_>>>()
                })?;
                let mut ty = function::window_type(function, &args)
                    .map_err(|problem| self.bad_call(expr, &single.value, problem))?;
                let window = Box::new(self.window(expr, over)?);
                if ty.ty.is_none() {
                    ty = ExprType::NULL;
                }
                Ok(Expr {
                    kind: ExprKind::Window { call: WindowCall::Function { function, args }, window },
                    ty,
                })
            }
        }
    }

    /// Takes the written argument list apart.
    fn written<'s>(&self, expr: &ast::Expr, args: &'s FunctionArguments) -> Lowered<Written<'s>> {
        let list = match args {
            FunctionArguments::List(list) => list,
            FunctionArguments::None => {
                return Err(self.no(expr, "this word calls a function", function::instead_of("now")));
            }
            FunctionArguments::Subquery(_) => {
                return Err(self.no(
                    expr,
                    "a subquery stands as the arguments",
                    "put it in parentheses of its own",
                ));
            }
        };
        let ast::FunctionArgumentList { duplicate_treatment, args, clauses } = list;
        let mut written = Written {
            args: Vec::new(),
            star: false,
            distinct: *duplicate_treatment == Some(ast::DuplicateTreatment::Distinct),
            order_by: &[],
        };
        for arg in args {
            match arg {
                ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(arg)) => written.args.push(arg),
                ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Wildcard) if args.len() == 1 => {
                    written.star = true
                }
                _ => return Err(self.no(expr, "this argument is not portable", "pass plain expressions")),
            }
        }
        for clause in clauses {
            match clause {
                ast::FunctionArgumentClause::OrderBy(order_by) => written.order_by = order_by,
                _ => {
                    return Err(self.no(
                        expr,
                        "this addition inside a call is not portable",
                        "use `order by` and `filter (where ..)`",
                    ));
                }
            }
        }
        Ok(written)
    }

    fn bad_call(&self, expr: &ast::Expr, name: &str, problem: String) -> crate::refusal::No {
        self.no(expr, format!("`{name}` cannot be called like this"), problem)
    }

    fn scalar_call(&mut self, expr: &ast::Expr, function: Function, args: Vec<Expr>) -> Lowered<Expr> {
        let name = crate::print::function_name(function);
        let ty =
            function::scalar_type(function, &args).map_err(|problem| self.bad_call(expr, name, problem))?;
        if function == Function::Substr {
            self.substr_bounds(expr, &args)?;
        }
        let common = matches!(function, Function::Coalesce | Function::Greatest | Function::Least);
        let args =
            if common { args.into_iter().map(|arg| Lower::coerce(arg, ty.ty)).collect() } else { args };
        Ok(Expr { kind: ExprKind::Call { function, args }, ty })
    }

    pub(super) fn substr(&mut self, expr: &ast::Expr, args: &[&ast::Expr]) -> Lowered<Expr> {
        let args = args.iter().map(|arg| self.expr(arg)).collect::<Lowered<Vec<_>>>()?;
        self.scalar_call(expr, Function::Substr, args)
    }

    /// A start below 1 counts from the end in one engine only.
    fn substr_bounds(&self, expr: &ast::Expr, args: &[Expr]) -> Lowered<()> {
        let negative = args[1..].iter().any(|arg| matches!(arg.kind, ExprKind::Negate(_)));
        let zero = matches!(args[1].kind, ExprKind::Integer(0));
        if negative || zero {
            return Err(self.no(
                expr,
                "substr counts from 1",
                "write `substr(text, 1, 5)`; take an end part in Rust",
            ));
        }
        Ok(())
    }

    pub(super) fn trim(
        &mut self,
        expr: &ast::Expr,
        inner: &ast::Expr,
        place: Option<&ast::TrimWhereField>,
        what: Option<&ast::Expr>,
        characters: Option<&[ast::Expr]>,
    ) -> Lowered<Expr> {
        let function = match place {
            None | Some(ast::TrimWhereField::Both) => Function::Trim,
            Some(ast::TrimWhereField::Leading) => Function::TrimStart,
            Some(ast::TrimWhereField::Trailing) => Function::TrimEnd,
        };
        let mut args = vec![self.expr(inner)?];
        match (what, characters) {
            (Some(what), None) => args.push(self.expr(what)?),
            (None, Some([what])) => args.push(self.expr(what)?),
            (None, None) => {}
            (Some(_), Some(_)) | (None, Some(_)) => {
                return Err(self.no(
                    expr,
                    "trim has too many arguments",
                    "write `trim(text)` or `trim(text, ' -')`",
                ));
            }
        }
        self.scalar_call(expr, function, args)
    }

    fn aggregate(
        &mut self,
        expr: &ast::Expr,
        function: Aggregate,
        written: &Written,
        filter: Option<&ast::Expr>,
        windowed: bool,
    ) -> Lowered<AggregateCall> {
        if !windowed && !self.clause.aggregates {
            return Err(self.no(
                expr,
                format!("an aggregate cannot stand in {}", self.clause.name),
                "put the condition into `having`, or aggregate in a subquery first",
            ));
        }
        if written.star && function != Aggregate::Count {
            return Err(self.no(expr, "`*` is for count(*) only", "name the expression"));
        }
        let clause = if windowed {
            self.inside_window()
        } else {
            Clause { aggregates: false, windows: false, ..self.clause }
        };
        let args = self.within(clause, |lower| {
            written.args.iter().map(|arg| lower.expr(arg)).collect::<Lowered<Vec<_>>>()
        })?;
        if !written.star && args.is_empty() {
            return Err(self.no(
                expr,
                "the aggregate has no argument",
                "write `count(*)` or name the expression",
            ));
        }
        self.own_rows_only(expr, &args)?;
        let filter = self.condition(filter, Clause { name: "filter", ..clause })?;
        let order_by = self.within(clause, |lower| lower.order_keys(written.order_by))?;
        match function {
            Aggregate::StringAgg if order_by.is_empty() && !windowed => {
                return Err(self.no(
                    expr,
                    "string_agg without an order gives another text on each engine",
                    "write `string_agg(x, ', ' order by x)`",
                ));
            }
            Aggregate::StringAgg if windowed => {
                return Err(self.no(expr, "string_agg cannot be a window", "aggregate with group by"));
            }
            Aggregate::StringAgg => {}
            _ => self.absent(
                !order_by.is_empty(),
                "order by in this aggregate",
                "its result does not depend on order",
            )?,
        }
        Ok(AggregateCall { function, distinct: written.distinct, args, order_by, filter })
    }

    /// An aggregate over outer columns alone would belong to the outer query.
    fn own_rows_only(&self, expr: &ast::Expr, args: &[Expr]) -> Lowered<()> {
        let mut sources = std::collections::BTreeSet::new();
        for arg in args {
            reach::columns(arg, &mut |source, _| {
                sources.insert(source);
            });
        }
        // Columns of subqueries inside the argument belong to neither side.
        let (own, outer) = match self.scopes.split_last() {
            Some((own, outer)) => (own, outer),
            None => return Ok(()),
        };
        let reads_own = own.entries.iter().any(|entry| sources.contains(&entry.source));
        let reads_outer =
            outer.iter().flat_map(|scope| &scope.entries).any(|entry| sources.contains(&entry.source));
        if reads_outer && !reads_own {
            return Err(self.no(
                expr,
                "this aggregate reads columns of an outer query only",
                "move it into the outer query",
            ));
        }
        Ok(())
    }

    /// Inside `over (..)` an aggregate may stand where it may stand outside; a window may not.
    fn inside_window(&self) -> Clause {
        Clause { windows: false, ..self.clause }
    }

    fn window(&mut self, expr: &ast::Expr, over: &ast::WindowType) -> Lowered<Window> {
        if !self.clause.windows {
            return Err(self.no(
                expr,
                format!("a window cannot stand in {}", self.clause.name),
                "compute it in a `with` query and filter in the next one",
            ));
        }
        let ast::WindowType::WindowSpec(spec) = over else {
            return Err(self.no(expr, "the window is named", "write it where it is used: `over (..)`"));
        };
        let ast::WindowSpec { window_name, partition_by, order_by, window_frame } = spec;
        self.absent(window_name.is_some(), "a named window", "write `over (..)`")?;
        let clause = self.inside_window();
        let (partition_by, order_by) =
            self.within(clause, |lower| Ok((lower.exprs(partition_by)?, lower.order_keys(order_by)?)))?;
        let frame = window_frame.as_ref().map(|frame| self.frame(expr, frame)).transpose()?;
        Ok(Window { partition_by, order_by, frame })
    }

    /// Order keys outside of a query's own `order by`: expressions only, no positions.
    fn order_keys(&mut self, exprs: &[ast::OrderByExpr]) -> Lowered<Vec<OrderBy>> {
        let mut keys = Vec::new();
        for item in exprs {
            let (expr, options) = self.order_expr(item)?;
            let lowered = self.expr(expr)?;
            let key = OrderKey::Expr(self.ordered(expr, lowered)?);
            keys.push(self.order_key(key, options)?);
        }
        Ok(keys)
    }

    fn frame(&mut self, expr: &ast::Expr, frame: &ast::WindowFrame) -> Lowered<Frame> {
        let ast::WindowFrame { units, start_bound, end_bound } = frame;
        let units = match units {
            ast::WindowFrameUnits::Rows => FrameUnits::Rows,
            ast::WindowFrameUnits::Range => FrameUnits::Range,
            ast::WindowFrameUnits::Groups => FrameUnits::Groups,
        };
        let start = self.bound(expr, start_bound, units)?;
        let end = end_bound.as_ref().map(|bound| self.bound(expr, bound, units)).transpose()?;
        Ok(Frame { units, start, end })
    }

    fn bound(
        &mut self,
        expr: &ast::Expr,
        bound: &ast::WindowFrameBound,
        units: FrameUnits,
    ) -> Lowered<Bound> {
        use ast::WindowFrameBound as B;
        let (distance, preceding) = match bound {
            B::CurrentRow => return Ok(Bound::CurrentRow),
            B::Preceding(None) => return Ok(Bound::UnboundedPreceding),
            B::Following(None) => return Ok(Bound::UnboundedFollowing),
            B::Preceding(Some(distance)) => (distance, true),
            B::Following(Some(distance)) => (distance, false),
        };
        let lowered = self.expr(distance)?;
        match lowered.kind {
            ExprKind::Integer(number @ 0..=1_000_000) if units != FrameUnits::Range => {
                let number = u32::try_from(number).expect("the range fits");
                Ok(if preceding { Bound::Preceding(number) } else { Bound::Following(number) })
            }
            _ => Err(self.no(
                expr,
                "this frame bound is not portable",
                "write `rows between 6 preceding and current row` with a plain number",
            )),
        }
    }

    /// The type a value must have to go into a column.
    pub(super) fn fits(&self, place: &ast::Expr, value: Expr, column: &str, ty: SqlType) -> Lowered<Expr> {
        let value = Lower::coerce(value, Some(ty));
        if value.ty.is(ty) {
            return Ok(value);
        }
        Err(self.no(
            place,
            format!("`{column}` is {ty}, the value is {}", value.ty.name()),
            format!("give it a {ty} value; declare a parameter as `{ty}`"),
        ))
    }
}
