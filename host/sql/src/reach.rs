//! What a tree touches: relations, columns, and where the values of a column come from.

use crate::lower::{Lineage, SourceInfo};
use crate::tree::{
    AggregateCall, Body, Cte, Expr, ExprKind, From, OrderBy, OrderKey, OutputExpr, Query, Select, SetBody,
    Source, SourceId, Tree, WindowCall,
};
use std::collections::{BTreeMap, BTreeSet};

/// The relations a statement reads, each with the columns it reads of it (none for `count(*)`),
/// and the table it writes.
pub(crate) struct Reach {
    pub reads: BTreeMap<String, BTreeSet<String>>,
    pub writes: Option<String>,
}

pub(crate) fn of(tree: &Tree, sources: &[SourceInfo]) -> Reach {
    let mut reads: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    tree_relations(tree, &mut |relation| {
        reads.entry(relation.to_string()).or_default();
    });
    tree_columns(tree, &mut |source, column| {
        if let Some(relation) = &sources[source].relation {
            reads.entry(relation.clone()).or_default().insert(column.to_string());
        }
    });
    let writes = match &tree.body {
        Body::Select(_) => None,
        Body::Insert(insert) => Some(insert.target.table.clone()),
        Body::Update(update) => Some(update.target.table.clone()),
        Body::Delete(delete) => Some(delete.target.table.clone()),
    };
    Reach { reads, writes }
}

/// The base columns an expression's value was computed from, subqueries included.
pub(crate) fn lineage(expr: &Expr, sources: &[SourceInfo]) -> Lineage {
    let mut lineage = Lineage::new();
    columns(expr, &mut |source, name| {
        let column = sources[source].columns.iter().find(|column| column.name == name);
        lineage.extend(column.into_iter().flat_map(|column| column.lineage.iter().cloned()));
    });
    lineage
}

/// The number of expressions in an expression, itself included.
pub(crate) fn size(expr: &Expr) -> usize {
    let mut size = 1;
    children(expr, &mut |child| size += self::size(child));
    size
}

/// Is there an aggregate of this very query in the expression?
pub(crate) fn has_aggregate(expr: &Expr) -> bool {
    if matches!(expr.kind, ExprKind::Aggregate(_)) {
        return true;
    }
    let mut found = false;
    own_children(expr, &mut |child| found |= has_aggregate(child));
    found
}

pub(crate) fn has_subquery(expr: &Expr) -> bool {
    if matches!(expr.kind, ExprKind::Exists { .. } | ExprKind::Scalar(_) | ExprKind::InQuery { .. }) {
        return true;
    }
    let mut found = false;
    own_children(expr, &mut |child| found |= has_subquery(child));
    found
}

/// Every column reference in the expression, subqueries included.
pub(crate) fn columns(expr: &Expr, visit: &mut dyn FnMut(SourceId, &str)) {
    if let ExprKind::Column { source, column, .. } = &expr.kind {
        visit(*source, column);
    }
    children(expr, &mut |child| columns(child, visit));
}

/// The direct parts of an expression; for subqueries, every expression in them.
pub(crate) fn children(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    own_children(expr, visit);
    match &expr.kind {
        ExprKind::InQuery { query, .. } | ExprKind::Exists { query, .. } | ExprKind::Scalar(query) => {
            query_exprs(query, visit);
        }
        _ => {}
    }
}

/// The direct parts that belong to the same query.
fn own_children(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Text(_)
        | ExprKind::Integer(_)
        | ExprKind::Double(_)
        | ExprKind::Boolean(_)
        | ExprKind::Column { .. }
        | ExprKind::Param(_)
        | ExprKind::Exists { .. }
        | ExprKind::Scalar(_) => {}
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::IsNull { expr: inner, .. }
        | ExprKind::IsTruth { expr: inner, .. }
        | ExprKind::InParam { expr: inner, .. }
        | ExprKind::InQuery { expr: inner, .. }
        | ExprKind::Cast { expr: inner, .. } => visit(inner),
        ExprKind::Binary { left, right, .. } | ExprKind::IsDistinct { left, right, .. } => {
            visit(left);
            visit(right);
        }
        ExprKind::CompareRows { left, right, .. } => left.iter().chain(right).for_each(visit),
        ExprKind::InList { expr, list, .. } => {
            visit(expr);
            list.iter().for_each(visit);
        }
        ExprKind::Between { expr, low, high, .. } => [expr, low, high].into_iter().for_each(|e| visit(e)),
        ExprKind::Like { expr, pattern, .. } => {
            visit(expr);
            visit(pattern);
        }
        ExprKind::Case { operand, whens, otherwise } => {
            operand.iter().for_each(|e| visit(e));
            for (when, then) in whens {
                visit(when);
                visit(then);
            }
            otherwise.iter().for_each(|e| visit(e));
        }
        ExprKind::Call { args, .. } => args.iter().for_each(visit),
        ExprKind::Aggregate(call) => aggregate_exprs(call, visit),
        ExprKind::Window { call, window } => {
            match call {
                WindowCall::Aggregate(call) => aggregate_exprs(call, visit),
                WindowCall::Function { args, .. } => args.iter().for_each(&mut *visit),
            }
            window.partition_by.iter().for_each(&mut *visit);
            order_exprs(&window.order_by, visit);
        }
    }
}

fn aggregate_exprs(call: &AggregateCall, visit: &mut dyn FnMut(&Expr)) {
    call.args.iter().for_each(&mut *visit);
    order_exprs(&call.order_by, visit);
    call.filter.iter().for_each(visit);
}

fn order_exprs(order_by: &[OrderBy], visit: &mut dyn FnMut(&Expr)) {
    for order in order_by {
        match &order.key {
            OrderKey::Expr(expr) => visit(expr),
            OrderKey::Output { .. } => {}
        }
    }
}

/// The outermost expressions of a query and of every query in its `with` and `from`.
fn query_exprs(query: &Query, visit: &mut dyn FnMut(&Expr)) {
    query.with.iter().for_each(|cte| query_exprs(&cte.query, visit));
    match &query.body {
        SetBody::Select(select) => select_exprs(select, visit),
        SetBody::Values(rows) => rows.iter().flatten().for_each(&mut *visit),
        SetBody::Union { first, rest } => {
            select_exprs(first, visit);
            rest.iter().for_each(|part| select_exprs(&part.select, visit));
        }
    }
    order_exprs(&query.order_by, visit);
    query.limit.iter().chain(&query.offset).for_each(|e| visit(e));
}

fn select_exprs(select: &Select, visit: &mut dyn FnMut(&Expr)) {
    let Select { distinct: _, outputs, from, filter, group_by, having } = select;
    output_exprs(outputs, visit);
    from.iter().for_each(|from| from_exprs(from, visit));
    filter.iter().chain(group_by).chain(having).for_each(visit);
}

fn output_exprs(outputs: &[OutputExpr], visit: &mut dyn FnMut(&Expr)) {
    outputs.iter().for_each(|output| visit(&output.expr));
}

fn from_exprs(from: &From, visit: &mut dyn FnMut(&Expr)) {
    for_sources(from, &mut |source| match source {
        Source::Derived { query, .. } => query_exprs(query, visit),
        Source::Relation { .. } | Source::Cte { .. } => {}
    });
    from.joins.iter().flat_map(|join| &join.on).for_each(visit);
}

fn for_sources<'t>(from: &'t From, visit: &mut dyn FnMut(&'t Source)) {
    visit(&from.first);
    from.joins.iter().for_each(|join| visit(&join.source));
}

/// Every outermost expression of a statement.
fn tree_exprs(tree: &Tree, visit: &mut dyn FnMut(&Expr)) {
    tree.with.iter().for_each(|cte| query_exprs(&cte.query, visit));
    match &tree.body {
        Body::Select(query) => query_exprs(query, visit),
        Body::Insert(insert) => {
            query_exprs(&insert.rows, visit);
            for update in insert.conflict.iter().flat_map(|conflict| &conflict.update) {
                update.set.iter().for_each(|set| visit(&set.value));
                update.filter.iter().for_each(&mut *visit);
            }
            output_exprs(&insert.returning, visit);
        }
        Body::Update(update) => {
            update.set.iter().for_each(|set| visit(&set.value));
            update.from.iter().for_each(|from| from_exprs(from, visit));
            update.filter.iter().for_each(&mut *visit);
            output_exprs(&update.returning, visit);
        }
        Body::Delete(delete) => {
            delete.filter.iter().for_each(&mut *visit);
            output_exprs(&delete.returning, visit);
        }
    }
}

fn tree_columns(tree: &Tree, visit: &mut dyn FnMut(SourceId, &str)) {
    tree_exprs(tree, &mut |expr| columns(expr, visit));
}

/// Every relation that stands in a `from`, at any depth.
fn tree_relations(tree: &Tree, visit: &mut dyn FnMut(&str)) {
    tree.with.iter().for_each(|cte: &Cte| query_relations(&cte.query, visit));
    match &tree.body {
        Body::Select(query) => query_relations(query, visit),
        Body::Insert(insert) => query_relations(&insert.rows, visit),
        Body::Update(update) => update.from.iter().for_each(|from| from_relations(from, visit)),
        Body::Delete(_) => {}
    }
    tree_exprs(tree, &mut |expr| expr_relations(expr, visit));
}

fn query_relations(query: &Query, visit: &mut dyn FnMut(&str)) {
    query.with.iter().for_each(|cte| query_relations(&cte.query, visit));
    let selects: Vec<&Select> = match &query.body {
        SetBody::Select(select) => vec![select],
        SetBody::Values(_) => Vec::new(),
        SetBody::Union { first, rest } => {
            std::iter::once(&**first).chain(rest.iter().map(|part| &part.select)).collect()
        }
    };
    selects.iter().flat_map(|select| &select.from).for_each(|from| from_relations(from, visit));
    query_exprs(query, &mut |expr| expr_relations(expr, visit));
}

fn from_relations(from: &From, visit: &mut dyn FnMut(&str)) {
    for_sources(from, &mut |source| match source {
        Source::Relation { name, .. } => visit(name),
        Source::Derived { query, .. } => query_relations(query, visit),
        Source::Cte { .. } => {}
    });
}

fn expr_relations(expr: &Expr, visit: &mut dyn FnMut(&str)) {
    match &expr.kind {
        ExprKind::InQuery { query, .. } | ExprKind::Exists { query, .. } | ExprKind::Scalar(query) => {
            query_relations(query, visit);
        }
        _ => {}
    }
    own_children(expr, &mut |child| expr_relations(child, visit));
}
