//! Selects one after another.

use super::query::Names;
use super::{Lower, SourceColumn};
use crate::refusal::Lowered;
use crate::tree::{Expr, ExprKind, OrderBy, Select, SetBody, UnionPart};
use crate::types::unify;
use sqlparser::ast;

impl Lower<'_> {
    pub(super) fn union(
        &mut self,
        set: &ast::SetExpr,
        order_by: Option<&ast::OrderBy>,
        names: Names,
    ) -> Lowered<(SetBody, Vec<SourceColumn>, Vec<OrderBy>)> {
        let mut parts = Vec::new();
        self.flatten(set, &mut parts)?;
        let mut selects: Vec<(bool, Select, Vec<SourceColumn>)> = Vec::new();
        for (index, (all, select)) in parts.into_iter().enumerate() {
            let names = if index == 0 { names } else { Names::Free };
            let (body, columns, _) = self.select_query(select, None, names)?;
            let SetBody::Select(select) = body else { unreachable!("select_query returns a select") };
            selects.push((all, *select, columns));
        }
        let columns = self.union_columns(&mut selects)?;
        let order_by = match order_by {
            Some(order_by) => self.order_by_outputs(order_by, &columns)?,
            None => Vec::new(),
        };
        let mut selects = selects.into_iter();
        let (_, first, _) = selects.next().expect("flatten found at least two selects");
        let rest = selects.map(|(all, select, _)| UnionPart { all, select }).collect();
        Ok((SetBody::Union { first: Box::new(first), rest }, columns, order_by))
    }

    /// `a union b union all c` as a list; the first one's flag has no meaning.
    pub(super) fn flatten<'s>(
        &mut self,
        set: &'s ast::SetExpr,
        parts: &mut Vec<(bool, &'s ast::Select)>,
    ) -> Lowered<()> {
        // The left side may be long; it is walked in a loop so that no list of unions is too deep.
        let mut right_to_left = Vec::new();
        let mut left = set;
        while let ast::SetExpr::SetOperation { left: inner, op, set_quantifier, right } = left {
            self.count()?;
            if *op != ast::SetOperator::Union {
                return Err(self.no(
                    &**right,
                    format!("`{}` binds differently in the two engines", op.to_string().to_lowercase()),
                    "write `where exists (select ..)` or `where not exists (select ..)`",
                ));
            }
            let all = match set_quantifier {
                ast::SetQuantifier::All => true,
                ast::SetQuantifier::None | ast::SetQuantifier::Distinct => false,
                ast::SetQuantifier::ByName
                | ast::SetQuantifier::AllByName
                | ast::SetQuantifier::DistinctByName => {
                    return Err(self.no(&**right, "`union by name` is not portable", "write `union all`"));
                }
            };
            right_to_left.push((all, &**right));
            left = inner;
        }
        right_to_left.push((true, left));
        for (all, part) in right_to_left.into_iter().rev() {
            let ast::SetExpr::Select(select) = part else {
                return Err(self.no(
                    part,
                    "this cannot stand in a union",
                    "write selects one after another, without parentheses: `select .. union all select ..`",
                ));
            };
            parts.push((all, select));
        }
        Ok(())
    }

    pub(super) fn union_columns(
        &self,
        selects: &mut [(bool, Select, Vec<SourceColumn>)],
    ) -> Lowered<Vec<SourceColumn>> {
        let mut columns = selects[0].2.clone();
        for (_, _, other) in &selects[1..] {
            if other.len() != columns.len() {
                return Err(self.no_here(
                    format!("the selects of a union have {} and {} columns", columns.len(), other.len()),
                    "select the same columns in each",
                ));
            }
            for (column, other) in columns.iter_mut().zip(other) {
                column.ty.ty =
                    unify(Some(column.ty.ty), Some(other.ty.ty)).ok().flatten().ok_or_else(|| {
                        self.no_here(
                            format!(
                                "`{}` is {} in one select of the union and {} in another",
                                column.name, column.ty.ty, other.ty.ty
                            ),
                            "cast one of them; a missing value is `cast(null as bigint)`",
                        )
                    })?;
                column.ty.nullable |= other.ty.nullable;
                column.lineage.extend(other.lineage.iter().cloned());
            }
        }
        for (_, select, _) in selects.iter_mut() {
            for (output, column) in select.outputs.iter_mut().zip(&columns) {
                if output.expr.ty.ty.is_none() {
                    return Err(self.no_here(
                        format!("`{}` is a bare null in one select of the union", column.name),
                        format!("write `cast(null as {})`", column.ty.ty),
                    ));
                }
                let expr = std::mem::replace(
                    &mut output.expr,
                    Expr { kind: ExprKind::Null, ty: crate::types::ExprType::NULL },
                );
                output.expr = Lower::coerce(expr, Some(column.ty.ty));
            }
        }
        Ok(columns)
    }
}
