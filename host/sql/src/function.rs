//! The functions plugins may call, each with its type rule; and, for the others, what to write instead.

use crate::tree::{Aggregate, Expr, Function, WindowFunction};
use crate::types::{ExprType, SqlType, unify};

/// What a name in a call means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Scalar(Function),
    Aggregate(Aggregate),
    Window(WindowFunction),
}

/// The function of this name, if it is on the list. Spelled as in PostgreSQL.
pub(crate) fn find(name: &str) -> Option<Named> {
    use {Aggregate as A, Function as F, WindowFunction as W};
    Some(match name {
        "coalesce" => Named::Scalar(F::Coalesce),
        "nullif" => Named::Scalar(F::Nullif),
        "greatest" => Named::Scalar(F::Greatest),
        "least" => Named::Scalar(F::Least),
        "lower" => Named::Scalar(F::Lower),
        "upper" => Named::Scalar(F::Upper),
        "length" | "char_length" => Named::Scalar(F::Length),
        "substr" | "substring" => Named::Scalar(F::Substr),
        "replace" => Named::Scalar(F::Replace),
        "trim" | "btrim" => Named::Scalar(F::Trim),
        "ltrim" => Named::Scalar(F::TrimStart),
        "rtrim" => Named::Scalar(F::TrimEnd),
        "strpos" => Named::Scalar(F::Strpos),
        "starts_with" => Named::Scalar(F::StartsWith),
        "abs" => Named::Scalar(F::Abs),
        "round" => Named::Scalar(F::Round),
        "count" => Named::Aggregate(A::Count),
        "sum" => Named::Aggregate(A::Sum),
        "avg" => Named::Aggregate(A::Avg),
        "min" => Named::Aggregate(A::Min),
        "max" => Named::Aggregate(A::Max),
        "string_agg" => Named::Aggregate(A::StringAgg),
        "bool_and" => Named::Aggregate(A::BoolAnd),
        "bool_or" => Named::Aggregate(A::BoolOr),
        "row_number" => Named::Window(W::RowNumber),
        "rank" => Named::Window(W::Rank),
        "dense_rank" => Named::Window(W::DenseRank),
        "percent_rank" => Named::Window(W::PercentRank),
        "cume_dist" => Named::Window(W::CumeDist),
        "ntile" => Named::Window(W::Ntile),
        "lag" => Named::Window(W::Lag),
        "lead" => Named::Window(W::Lead),
        "first_value" => Named::Window(W::FirstValue),
        "last_value" => Named::Window(W::LastValue),
        "nth_value" => Named::Window(W::NthValue),
        _ => return None,
    })
}

const ALL: &str = "coalesce nullif greatest least lower upper length substr replace trim ltrim rtrim strpos \
     starts_with abs round · count sum avg min max string_agg bool_and bool_or · row_number rank dense_rank \
     percent_rank cume_dist ntile lag lead first_value last_value nth_value";

/// What to write instead of a function that is not on the list.
pub(crate) fn instead_of(name: &str) -> String {
    let hint = match name {
        "now" | "current_timestamp" | "current_date" | "current_time" | "localtime" | "localtimestamp"
        | "clock_timestamp" | "unixepoch" | "julianday" => {
            "the time is a parameter: declare `:now bigint` (or `:today text`) and pass ctx.now()"
        }
        "date" | "time" | "datetime" | "strftime" | "extract" | "date_part" | "date_trunc" | "to_char"
        | "age" | "make_date" => {
            "instants are bigint milliseconds and days are text: compute bounds in Rust and pass them as parameters"
        }
        "random" | "randomblob" | "gen_random_uuid" | "uuid_generate_v4" | "hex" => {
            "chance and ids come from the host: pass ctx.new_id() or ctx.random(n) as a parameter"
        }
        "ifnull" | "nvl" | "isnull" => "write `coalesce(a, b)`",
        "iif" | "if" | "decode" => "write `case when .. then .. else .. end`",
        "instr" | "position" | "charindex" => "write `strpos(text, part)`",
        "group_concat" | "array_agg" | "json_agg" | "jsonb_agg" | "json_group_array" => {
            "write `string_agg(x, ', ' order by x)`, or select rows and gather them in Rust"
        }
        "total" => "write `coalesce(sum(x), 0)`",
        "concat" | "concat_ws" | "format" | "printf" => "join texts with `||`, or format in Rust",
        "mod" => "write `a % b`",
        "power" | "pow" | "sqrt" | "floor" | "ceil" | "exp" | "ln" | "log" => {
            "compute it in Rust; SQL keeps whole numbers (money in minor units, instants in milliseconds)"
        }
        _ => return format!("the functions are: {ALL}"),
    };
    hint.to_string()
}

/// The result type of a scalar call.
///
/// # Errors
/// A sentence about the argument that does not fit.
pub(crate) fn scalar_type(function: Function, args: &[Expr]) -> Result<ExprType, String> {
    use SqlType::{Bigint, Double, Text};
    let nullable = args.iter().any(|arg| arg.ty.nullable);
    match function {
        Function::Coalesce => {
            count(args, 1..=20)?;
            Ok(ExprType { ty: common(args)?, nullable: args.iter().all(|arg| arg.ty.nullable) })
        }
        Function::Nullif => {
            count(args, 2..=2)?;
            common(args)?;
            Ok(ExprType { ty: args[0].ty.ty, nullable: true })
        }
        Function::Greatest | Function::Least => {
            count(args, 2..=20)?;
            if nullable {
                return Err("an argument may be null, and the engines disagree about the result then: \
                            wrap it in coalesce(x, ..)"
                    .into());
            }
            let ty = common(args)?;
            if !matches!(ty, Some(Bigint | Double | Text)) {
                return Err("it compares numbers or texts".into());
            }
            Ok(ExprType { ty, nullable })
        }
        Function::Lower | Function::Upper => {
            count(args, 1..=1)?;
            want(&args[0], Text)?;
            Ok(ExprType::new(Text, nullable))
        }
        Function::Trim | Function::TrimStart | Function::TrimEnd => {
            count(args, 1..=2)?;
            args.iter().try_for_each(|arg| want(arg, Text))?;
            Ok(ExprType::new(Text, nullable))
        }
        Function::Length => {
            count(args, 1..=1)?;
            if !args[0].ty.is(Text) && !args[0].ty.is(SqlType::Bytea) {
                return Err(format!("it measures text or bytea, not {}", args[0].ty.name()));
            }
            Ok(ExprType::new(Bigint, nullable))
        }
        Function::Substr => {
            count(args, 2..=3)?;
            want(&args[0], Text)?;
            args[1..].iter().try_for_each(|arg| want(arg, Bigint))?;
            Ok(ExprType::new(Text, nullable))
        }
        Function::Replace => {
            count(args, 3..=3)?;
            args.iter().try_for_each(|arg| want(arg, Text))?;
            Ok(ExprType::new(Text, nullable))
        }
        Function::Strpos | Function::StartsWith => {
            count(args, 2..=2)?;
            args.iter().try_for_each(|arg| want(arg, Text))?;
            let ty = if function == Function::Strpos { Bigint } else { SqlType::Boolean };
            Ok(ExprType::new(ty, nullable))
        }
        Function::Abs => {
            count(args, 1..=1)?;
            want_number(&args[0])?;
            Ok(args[0].ty)
        }
        Function::Round => {
            count(args, 1..=2)?;
            want(&args[0], Double)?;
            if let Some(digits) = args.get(1) {
                want(digits, Bigint)?;
            }
            Ok(ExprType::new(Double, nullable))
        }
    }
}

/// The result type of an aggregate. Every aggregate but `count` is null over no rows.
///
/// # Errors
/// A sentence about the argument that does not fit.
pub(crate) fn aggregate_type(function: Aggregate, args: &[Expr], distinct: bool) -> Result<ExprType, String> {
    use SqlType::{Bigint, Boolean, Bytea, Double, Text};
    match function {
        Aggregate::Count => {
            count(args, 0..=1)?;
            if distinct && args.is_empty() {
                return Err("write `count(distinct x)`".into());
            }
            Ok(ExprType::new(Bigint, false))
        }
        Aggregate::Sum => {
            count(args, 1..=1)?;
            want_number(&args[0])?;
            Ok(ExprType { ty: args[0].ty.ty, nullable: true })
        }
        Aggregate::Avg => {
            count(args, 1..=1)?;
            want_number(&args[0])?;
            Ok(ExprType::new(Double, true))
        }
        Aggregate::Min | Aggregate::Max => {
            count(args, 1..=1)?;
            match args[0].ty.ty {
                Some(Text | Bigint | Double) => Ok(ExprType { ty: args[0].ty.ty, nullable: true }),
                Some(Boolean) => Err("for booleans write bool_and(x) or bool_or(x)".into()),
                Some(Bytea) | None => Err(format!("it compares numbers or texts, not {}", args[0].ty.name())),
            }
        }
        Aggregate::StringAgg => {
            count(args, 2..=2)?;
            args.iter().try_for_each(|arg| want(arg, Text))?;
            if distinct {
                return Err("string_agg(distinct ..) is not portable: select distinct rows first".into());
            }
            Ok(ExprType::new(Text, true))
        }
        Aggregate::BoolAnd | Aggregate::BoolOr => {
            count(args, 1..=1)?;
            want(&args[0], Boolean)?;
            Ok(ExprType::new(Boolean, true))
        }
    }
}

/// The result type of a pure window function.
///
/// # Errors
/// A sentence about the argument that does not fit.
pub(crate) fn window_type(function: WindowFunction, args: &[Expr]) -> Result<ExprType, String> {
    use SqlType::{Bigint, Double};
    match function {
        WindowFunction::RowNumber | WindowFunction::Rank | WindowFunction::DenseRank => {
            count(args, 0..=0)?;
            Ok(ExprType::new(Bigint, false))
        }
        WindowFunction::PercentRank | WindowFunction::CumeDist => {
            count(args, 0..=0)?;
            Ok(ExprType::new(Double, false))
        }
        WindowFunction::Ntile => {
            count(args, 1..=1)?;
            want_whole(&args[0])?;
            Ok(ExprType::new(Bigint, false))
        }
        WindowFunction::Lag | WindowFunction::Lead => {
            count(args, 1..=3)?;
            if let Some(offset) = args.get(1) {
                want_whole(offset)?;
            }
            match args.get(2) {
                None => Ok(ExprType { ty: args[0].ty.ty, nullable: true }),
                Some(default) => {
                    if args[0].ty.ty != default.ty.ty {
                        return Err(format!("its default must be {}", args[0].ty.name()));
                    }
                    Ok(ExprType { ty: args[0].ty.ty, nullable: args[0].ty.nullable || default.ty.nullable })
                }
            }
        }
        WindowFunction::FirstValue | WindowFunction::LastValue => {
            count(args, 1..=1)?;
            // A frame may be empty (rows between 2 following and 3 following): then it is null.
            Ok(ExprType { ty: args[0].ty.ty, nullable: true })
        }
        WindowFunction::NthValue => {
            count(args, 2..=2)?;
            want_whole(&args[1])?;
            Ok(ExprType { ty: args[0].ty.ty, nullable: true })
        }
    }
}

/// The one type all arguments can have.
///
/// # Errors
/// A sentence naming the first two that differ.
pub(crate) fn common(exprs: &[Expr]) -> Result<Option<SqlType>, String> {
    exprs.iter().try_fold(None, |ty, expr| {
        unify(ty, expr.ty.ty).map_err(|()| {
            format!(
                "{} and {} stand where one type is needed",
                ty.map_or("null", SqlType::name),
                expr.ty.name()
            )
        })
    })
}

fn count(args: &[Expr], range: std::ops::RangeInclusive<usize>) -> Result<(), String> {
    if range.contains(&args.len()) {
        return Ok(());
    }
    let (low, high) = (range.start(), range.end());
    let wanted = if low == high { low.to_string() } else { format!("{low} to {high}") };
    Err(format!("it takes {wanted} arguments, not {}", args.len()))
}

fn want(arg: &Expr, ty: SqlType) -> Result<(), String> {
    if arg.ty.is(ty) { Ok(()) } else { Err(format!("an argument is {} but must be {ty}", arg.ty.name())) }
}

fn want_number(arg: &Expr) -> Result<(), String> {
    match arg.ty.ty {
        Some(ty) if ty.is_number() => Ok(()),
        _ => Err(format!("an argument is {} but must be a number", arg.ty.name())),
    }
}

/// Offsets and bucket counts: a written whole number, since the engines differ on anything else.
fn want_whole(arg: &Expr) -> Result<(), String> {
    match arg.kind {
        crate::tree::ExprKind::Integer(1..=1_000_000) => Ok(()),
        _ => Err("the offset or count must be a written whole number from 1".into()),
    }
}
