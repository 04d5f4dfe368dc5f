//! Expressions.

use super::{DEPTH_MAX, Lower};
use crate::refusal::Lowered;
use crate::tree::{BinaryOp, Expr, ExprKind, Query, SetBody};
use crate::types::{ExprType, SqlType, unify};
use sqlparser::ast::{self, BinaryOperator, UnaryOperator, Value};

impl Lower<'_> {
    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) -> Lowered<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    pub fn expr(&mut self, expr: &ast::Expr) -> Lowered<Expr> {
        self.count()?;
        self.reach(expr);
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.no(
                expr,
                format!("the expression is more than {DEPTH_MAX} levels deep"),
                "write `x in (:list)` instead of many `or`, or split the statement",
            ));
        }
        let lowered = self.expr_inside(expr);
        self.depth -= 1;
        lowered
    }

    pub(super) fn boxed(&mut self, expr: &ast::Expr) -> Lowered<Box<Expr>> {
        self.expr(expr).map(Box::new)
    }

    pub(super) fn expr_inside(&mut self, expr: &ast::Expr) -> Lowered<Expr> {
        use ast::Expr as E;
        match expr {
            E::Identifier(ident) => self.column(ident),
            E::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, column] => self.qualified_column(table, column),
                _ => Err(self.no(expr, "a name has more than two parts", "write `table.column`")),
            },
            E::Nested(inner) => self.expr(inner),
            E::Value(value) => self.value(expr, &value.value),
            E::UnaryOp { op, expr: inner } => self.unary(expr, op, inner),
            E::BinaryOp { left, op, right } => self.binary(expr, left, op, right),
            E::IsNull(inner) => self.is_null(inner, false),
            E::IsNotNull(inner) => self.is_null(inner, true),
            E::IsTrue(inner) => self.is_truth(inner, true, false),
            E::IsNotTrue(inner) => self.is_truth(inner, true, true),
            E::IsFalse(inner) => self.is_truth(inner, false, false),
            E::IsNotFalse(inner) => self.is_truth(inner, false, true),
            E::IsDistinctFrom(left, right) => self.is_distinct(expr, left, right, false),
            E::IsNotDistinctFrom(left, right) => self.is_distinct(expr, left, right, true),
            E::InList { expr: inner, list, negated } => self.in_list(inner, list, *negated),
            E::InSubquery { expr: inner, subquery, negated } => self.in_query(inner, subquery, *negated),
            E::Between { expr: inner, negated, low, high } => self.between(inner, low, high, *negated),
            E::Like { negated, any, expr: inner, pattern, escape_char } => {
                self.absent(*any, "like any", "write `x like a or x like b`")?;
                self.like(inner, pattern, escape_char.as_deref(), false, *negated)
            }
            E::ILike { negated, any, expr: inner, pattern, escape_char } => {
                self.absent(*any, "ilike any", "write `x ilike a or x ilike b`")?;
                self.like(inner, pattern, escape_char.as_deref(), true, *negated)
            }
            E::Case { case_token: _, end_token: _, operand, conditions, else_result } => {
                self.case(expr, operand.as_deref(), conditions, else_result.as_deref())
            }
            E::Cast { kind, expr: inner, data_type, format } => {
                let plain = matches!(kind, ast::CastKind::Cast | ast::CastKind::DoubleColon) && format.is_none();
                self.absent(!plain, "this form of cast", "write `cast(x as bigint)` or `x::bigint`")?;
                self.cast(expr, inner, data_type)
            }
            E::Function(function) => self.function(expr, function),
            E::Substring { expr: inner, substring_from, substring_for, special: _, shorthand: _ } => {
                let mut args = vec![&**inner];
                let Some(from) = substring_from else {
                    return Err(self.no(expr, "substr has no start", "write `substr(text, 1, 5)`"));
                };
                args.push(from);
                args.extend(substring_for.as_deref());
                self.substr(expr, &args)
            }
            E::Trim { expr: inner, trim_where, trim_what, trim_characters } => {
                self.trim(expr, inner, trim_where.as_ref(), trim_what.as_deref(), trim_characters.as_deref())
            }
            E::Exists { subquery, negated } => {
                let query = Box::new(self.subquery(subquery)?.query);
                let ty = ExprType::new(SqlType::Boolean, false);
                Ok(Expr { kind: ExprKind::Exists { query, negated: *negated }, ty })
            }
            E::Subquery(query) => self.scalar(expr, query),
            E::Tuple(_) => Err(self.no(
                expr,
                "a row in parentheses stands alone",
                "rows are compared with rows: `(a, b) > (:a, :b)`",
            )),
            E::IsUnknown(_) | E::IsNotUnknown(_) => {
                Err(self.no(expr, "`is unknown` is not portable", "write `x is null`"))
            }
            E::Position { .. } => Err(self.no(expr, "`position` is not portable", "write `strpos(text, part)`")),
            E::Collate { .. } => Err(self.no(
                expr,
                "collations differ between the engines",
                "text sorts bytewise on both; for people's order keep a folded sort key in a column",
            )),
            E::Extract { .. } | E::AtTimeZone { .. } | E::Interval(_) | E::TypedString(_) => Err(self.no(
                expr,
                "dates and times are not a type here",
                "instants are bigint milliseconds, days are text: compute bounds in Rust and pass them as parameters",
            )),
            E::Ceil { .. } | E::Floor { .. } => {
                Err(self.no(expr, "`ceil` and `floor` are not portable", crate::function::instead_of("floor")))
            }
            E::SimilarTo { .. } | E::RLike { .. } => Err(self.no(
                expr,
                "regular expressions differ between the engines",
                "use `like`, `ilike`, `starts_with`, or test in Rust",
            )),
            E::AnyOp { .. } | E::AllOp { .. } | E::InUnnest { .. } | E::Array(_) => Err(self.no(
                expr,
                "arrays exist in one engine only",
                "declare `:ids list of text` and write `x in (:ids)`",
            )),
            _ => Err(self.no(
                expr,
                "this expression is not part of the portable dialect",
                "use columns, parameters, literals, operators, `case`, casts and the listed functions",
            )),
        }
    }

    pub(super) fn value(&mut self, expr: &ast::Expr, value: &Value) -> Lowered<Expr> {
        let known = |kind, ty| Ok(Expr { kind, ty: ExprType::new(ty, false) });
        match value {
            Value::Number(digits, false) if digits.contains('.') => {
                known(ExprKind::Double(digits.clone()), SqlType::Double)
            }
            Value::Number(digits, false) => match digits.parse::<i64>() {
                Ok(number) => known(ExprKind::Integer(number), SqlType::Bigint),
                Err(_) => Err(self.no(expr, "the number does not fit into bigint", "pass it as text")),
            },
            Value::SingleQuotedString(text) => known(ExprKind::Text(text.clone()), SqlType::Text),
            Value::Boolean(truth) => known(ExprKind::Boolean(*truth), SqlType::Boolean),
            Value::Null => Ok(Expr { kind: ExprKind::Null, ty: ExprType::NULL }),
            Value::Placeholder(name) => self.param(expr, name),
            _ => Err(self.no(
                expr,
                "this literal is not portable",
                "write 'text', 12, 0.5, true, false or null",
            )),
        }
    }

    pub(super) fn param(&mut self, expr: &ast::Expr, placeholder: &str) -> Lowered<Expr> {
        let name = placeholder.strip_prefix(':').unwrap_or(placeholder);
        if !self.clause.params {
            return Err(self.no(
                expr,
                format!("`:{name}` stands in {}", self.clause.name),
                "migrations have no parameters: write a literal",
            ));
        }
        let Some(param) = self.params.get(name) else {
            return Err(self.no(
                expr,
                format!("`:{name}` is not declared"),
                format!("add `-- :{name} text` (or another type) to the comment above the statement"),
            ));
        };
        if param.list {
            return Err(self.no(
                expr,
                format!("`:{name}` is a list"),
                format!("a list is used as `x in (:{name})` only"),
            ));
        }
        Ok(Expr { kind: ExprKind::Param(name.to_string()), ty: param.ty.into() })
    }

    pub(super) fn unary(&mut self, expr: &ast::Expr, op: &UnaryOperator, inner: &ast::Expr) -> Lowered<Expr> {
        let inner_place = inner;
        let inner = self.boxed(inner)?;
        match op {
            UnaryOperator::Not => {
                self.want(inner_place, &inner, SqlType::Boolean, "not")?;
                let ty = inner.ty;
                Ok(Expr { kind: ExprKind::Not(inner), ty })
            }
            UnaryOperator::Minus => {
                self.want_number(inner_place, &inner, "-")?;
                let ty = inner.ty;
                Ok(Expr { kind: ExprKind::Negate(inner), ty })
            }
            UnaryOperator::Plus => {
                self.want_number(inner_place, &inner, "+")?;
                Ok(*inner)
            }
            _ => Err(self.no(expr, format!("the operator `{op}` is not portable"), "compute it in Rust")),
        }
    }

    pub(super) fn binary(
        &mut self,
        expr: &ast::Expr,
        left: &ast::Expr,
        op: &BinaryOperator,
        right: &ast::Expr,
    ) -> Lowered<Expr> {
        let op = self.operator(expr, op)?;
        if let (ast::Expr::Tuple(left), ast::Expr::Tuple(right)) = (left, right) {
            return self.compare_rows(expr, left, op, right);
        }
        let (left_place, right_place) = (left, right);
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        let nullable = left.ty.nullable || right.ty.nullable;
        let symbol = crate::print::operator(op);
        let (left, right, ty) = match op {
            BinaryOp::And | BinaryOp::Or => {
                self.want(left_place, &left, SqlType::Boolean, symbol)?;
                self.want(right_place, &right, SqlType::Boolean, symbol)?;
                (left, right, ExprType::new(SqlType::Boolean, nullable))
            }
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => {
                self.comparable(expr, &left, &right)?;
                self.not_a_bare_null(expr, &[&left, &right])?;
                (left, right, ExprType::new(SqlType::Boolean, nullable))
            }
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply => {
                self.want_number(left_place, &left, symbol)?;
                self.want_number(right_place, &right, symbol)?;
                let ty = unify(left.ty.ty, right.ty.ty).unwrap_or(Some(SqlType::Double));
                (Lower::coerce(left, ty), Lower::coerce(right, ty), ExprType { ty, nullable })
            }
            BinaryOp::Divide => {
                self.want_number(left_place, &left, symbol)?;
                self.want_number(right_place, &right, symbol)?;
                let ty = unify(left.ty.ty, right.ty.ty).unwrap_or(Some(SqlType::Double));
                let nullable = nullable || !is_nonzero(&right);
                (Lower::coerce(left, ty), Lower::coerce(right, ty), ExprType { ty, nullable })
            }
            BinaryOp::Remainder => {
                self.want(left_place, &left, SqlType::Bigint, symbol)?;
                self.want(right_place, &right, SqlType::Bigint, symbol)?;
                let nullable = nullable || !is_nonzero(&right);
                (left, right, ExprType::new(SqlType::Bigint, nullable))
            }
            BinaryOp::Concat => {
                self.want(left_place, &left, SqlType::Text, symbol)?;
                self.want(right_place, &right, SqlType::Text, symbol)?;
                (left, right, ExprType::new(SqlType::Text, nullable))
            }
        };
        Ok(Expr { kind: ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) }, ty })
    }

    pub(super) fn operator(&self, expr: &ast::Expr, op: &BinaryOperator) -> Lowered<BinaryOp> {
        Ok(match op {
            BinaryOperator::And => BinaryOp::And,
            BinaryOperator::Or => BinaryOp::Or,
            BinaryOperator::Eq => BinaryOp::Equal,
            BinaryOperator::NotEq => BinaryOp::NotEqual,
            BinaryOperator::Lt => BinaryOp::Less,
            BinaryOperator::LtEq => BinaryOp::LessEqual,
            BinaryOperator::Gt => BinaryOp::Greater,
            BinaryOperator::GtEq => BinaryOp::GreaterEqual,
            BinaryOperator::Plus => BinaryOp::Add,
            BinaryOperator::Minus => BinaryOp::Subtract,
            BinaryOperator::Multiply => BinaryOp::Multiply,
            BinaryOperator::Divide => BinaryOp::Divide,
            BinaryOperator::Modulo => BinaryOp::Remainder,
            BinaryOperator::StringConcat => BinaryOp::Concat,
            other => {
                return Err(self.no(
                    expr,
                    format!("the operator `{other}` is not part of the portable dialect"),
                    "the operators are = <> < <= > >= + - * / % || and or not, `is distinct from`, like, ilike",
                ));
            }
        })
    }

    pub(super) fn case(
        &mut self,
        expr: &ast::Expr,
        operand: Option<&ast::Expr>,
        conditions: &[ast::CaseWhen],
        otherwise: Option<&ast::Expr>,
    ) -> Lowered<Expr> {
        let operand = operand.map(|operand| self.boxed(operand)).transpose()?;
        let mut whens: Vec<(Expr, Expr)> = Vec::new();
        for ast::CaseWhen { condition, result } in conditions {
            let when = self.expr(condition)?;
            match &operand {
                Some(operand) => self.comparable(condition, operand, &when)?,
                None => self.want(condition, &when, SqlType::Boolean, "when")?,
            }
            whens.push((when, self.expr(result)?));
        }
        let otherwise = otherwise.map(|otherwise| self.boxed(otherwise)).transpose()?;
        let mut ty = None;
        let mut nullable = otherwise.is_none();
        for result in whens.iter().map(|(_, then)| then).chain(otherwise.as_deref()) {
            ty = unify(ty, result.ty.ty).map_err(|()| {
                self.no(
                    expr,
                    format!(
                        "`case` gives {} in one branch and {} in another",
                        ty.map_or("null", SqlType::name),
                        result.ty.name()
                    ),
                    "give every branch the same type",
                )
            })?;
            nullable |= result.ty.nullable;
        }
        let whens = whens.into_iter().map(|(when, then)| (when, Lower::coerce(then, ty))).collect();
        let otherwise = otherwise.map(|otherwise| Box::new(Lower::coerce(*otherwise, ty)));
        Ok(Expr { kind: ExprKind::Case { operand, whens, otherwise }, ty: ExprType { ty, nullable } })
    }

    /// A subquery as a value: one column, and surely at most one row.
    pub(super) fn scalar(&mut self, expr: &ast::Expr, query: &ast::Query) -> Lowered<Expr> {
        let lowered = self.subquery(query)?;
        let [column] = lowered.columns.as_slice() else {
            return Err(self.no(
                expr,
                "a subquery used as a value must have one column",
                "select one column",
            ));
        };
        let always_one = yields_exactly_one(&lowered.query);
        let limited =
            matches!(lowered.query.limit.as_deref(), Some(Expr { kind: ExprKind::Integer(0 | 1), .. }));
        if !always_one && !limited {
            return Err(self.no(
                expr,
                "a subquery used as a value may give several rows",
                "end it with `limit 1`, or aggregate: `select max(x) ..`",
            ));
        }
        let nullable = !always_one || column.ty.nullable;
        let ty = ExprType::new(column.ty.ty, nullable);
        Ok(Expr { kind: ExprKind::Scalar(Box::new(lowered.query)), ty })
    }

    // Type checks

    pub(super) fn want(&self, place: &ast::Expr, expr: &Expr, ty: SqlType, what: &str) -> Lowered<()> {
        if expr.ty.is(ty) {
            return Ok(());
        }
        let help = match (expr.ty.ty, ty) {
            (Some(SqlType::Bigint), SqlType::Boolean) => "compare it: `x <> 0`",
            (Some(SqlType::Bigint), SqlType::Text) => "write `cast(x as text)`",
            (Some(SqlType::Double), SqlType::Bigint) => {
                "write `cast(x as bigint)`, which cuts the fraction off"
            }
            (Some(_) | None, _) => "values are not converted silently; cast or compare them",
        };
        Err(self.no(place, format!("`{what}` needs {ty}, this is {}", expr.ty.name()), help))
    }

    pub(super) fn want_number(&self, place: &ast::Expr, expr: &Expr, what: &str) -> Lowered<()> {
        match expr.ty.ty {
            Some(ty) if ty.is_number() => Ok(()),
            Some(SqlType::Text) if what == "+" => {
                Err(self.no(place, "texts are not added", "join texts with `||`"))
            }
            _ => Err(self.no(
                place,
                format!("`{what}` needs a number, this is {}", expr.ty.name()),
                "use a bigint or double precision value",
            )),
        }
    }

    pub(super) fn comparable(&self, place: &ast::Expr, left: &Expr, right: &Expr) -> Lowered<()> {
        unify(left.ty.ty, right.ty.ty).map(|_| ()).map_err(|()| {
            self.no(
                place,
                format!("{} is compared with {}", left.ty.name(), right.ty.name()),
                "compare values of one type; declare the parameter with the column's type",
            )
        })
    }

    pub(super) fn not_a_bare_null(&self, place: &ast::Expr, exprs: &[&Expr]) -> Lowered<()> {
        if exprs.iter().any(|expr| expr.kind == ExprKind::Null) {
            return Err(self.no(
                place,
                "a comparison with null is never true",
                "write `x is null` or `x is not null`",
            ));
        }
        Ok(())
    }
}

/// A written number other than zero: dividing by it never gives null.
fn is_nonzero(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Integer(number) => *number != 0,
        ExprKind::Double(digits) => digits.chars().any(|c| ('1'..='9').contains(&c)),
        ExprKind::Cast { expr, to: _ } | ExprKind::Negate(expr) => is_nonzero(expr),
        _ => false,
    }
}

/// An aggregate without groups gives one row, always.
fn yields_exactly_one(query: &Query) -> bool {
    match &query.body {
        SetBody::Select(select) => {
            select.group_by.is_empty()
                && select.having.is_none()
                && query.limit.is_none()
                && query.offset.is_none()
                && select.outputs.iter().any(|output| crate::reach::has_aggregate(&output.expr))
        }
        SetBody::Values(_) | SetBody::Union { .. } => false,
    }
}
