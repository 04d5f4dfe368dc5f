//! Casts and the names of types.

use super::Lower;
use crate::place::Place;
use crate::refusal::Lowered;
use crate::tree::{Expr, ExprKind};
use crate::types::{ExprType, SqlType};
use sqlparser::ast::{self, DataType};

impl Lower<'_> {
    pub(super) fn cast(
        &mut self,
        expr: &ast::Expr,
        inner: &ast::Expr,
        data_type: &DataType,
    ) -> Lowered<Expr> {
        let to = self.data_type(expr, data_type)?;
        let lowered = self.expr(inner)?;
        use SqlType::{Bigint, Boolean, Double, Text};
        let allowed = match (lowered.ty.ty, to) {
            (None, _) => true,
            (Some(from), to) if from == to => true,
            (Some(Bigint), Text | Double | Boolean) | (Some(Double), Bigint) | (Some(Boolean), Bigint) => {
                true
            }
            _ => false,
        };
        if !allowed {
            let help = match (lowered.ty.ty, to) {
                (Some(Text), Bigint | Double) => {
                    "a text that is no number means different things to the engines: keep the number in a bigint column, or convert in Rust"
                }
                (Some(Boolean), Text) => "write `case when x then 'yes' else 'no' end`",
                (Some(Double), Text) => "format numbers in templates; or round to bigint first",
                (Some(_) | None, _) => {
                    "casts are bigint to text, double precision or boolean; double precision and boolean to bigint"
                }
            };
            return Err(self.no(expr, format!("{} cannot be cast to {to}", lowered.ty.name()), help));
        }
        let ty = ExprType::new(to, lowered.ty.nullable);
        Ok(Expr { kind: ExprKind::Cast { expr: Box::new(lowered), to }, ty })
    }

    pub fn data_type(&self, node: &impl Place, data_type: &DataType) -> Lowered<SqlType> {
        match data_type {
            DataType::Text => Ok(SqlType::Text),
            DataType::BigInt(None) => Ok(SqlType::Bigint),
            DataType::DoublePrecision => Ok(SqlType::Double),
            DataType::Boolean => Ok(SqlType::Boolean),
            DataType::Bytea => Ok(SqlType::Bytea),
            other => {
                let word = other.to_string().to_lowercase();
                let help = match word.split(['(', ' ']).next().unwrap_or_default() {
                    "int" | "integer" | "smallint" | "serial" | "bigserial" => {
                        "write `bigint`; ids are text from ctx.new_id()"
                    }
                    "varchar" | "char" | "character" | "uuid" | "json" | "jsonb" => "write `text`",
                    "timestamp" | "timestamptz" | "datetime" | "time" => {
                        "write `bigint`: milliseconds since 1970 UTC"
                    }
                    "date" => "write `text`: a day is YYYY-MM-DD",
                    "numeric" | "decimal" => "write `bigint`: money in minor units",
                    "float" | "real" | "double" => "write `double precision`",
                    "bool" => "write `boolean`",
                    "blob" => "write `bytea`",
                    _ => "the types are text, bigint, double precision, boolean and bytea",
                };
                Err(self.no(node, format!("`{word}` is not a type of the portable dialect"), help))
            }
        }
    }
}
