//! Select, from, order by, limit.

use super::{Clause, CteInfo, Entry, Lower, Scope, SourceColumn};
use crate::place::Place;
use crate::reach;
use crate::refusal::{Lowered, No};
use crate::tree::{
    Cte, Expr, ExprKind, From, Join, JoinKind, OrderBy, OrderKey, OutputExpr, Query, Select, SetBody, Source,
    UnionPart,
};
use crate::types::{ColumnType, SqlType, unify};
use sqlparser::ast;

/// Whether a query's outputs need names: rows that are read by name do, `exists` and `in` do not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Required,
    Free,
    /// The names come from outside (a CTE's column list, an insert's columns); so `values` may stand here.
    Given,
}

/// A lowered query and what its columns are.
pub(super) struct LoweredQuery {
    pub query: Query,
    pub columns: Vec<SourceColumn>,
}

impl Lower<'_> {
    /// After `with .. insert/update/delete` nothing may follow.
    pub(super) fn nothing_after_write(&self, query: &ast::Query) -> Lowered<()> {
        let ast::Query {
            with: _,
            body: _,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        let extra = order_by.is_some()
            || limit_clause.is_some()
            || fetch.is_some()
            || !locks.is_empty()
            || for_clause.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || !pipe_operators.is_empty();
        self.absent(
            extra,
            "order by / limit on a write",
            "choose the rows with `where id in (select .. limit ..)`",
        )
    }

    /// A subquery that stands in an expression: it sees the columns around it.
    pub(super) fn subquery(&mut self, query: &ast::Query) -> Lowered<LoweredQuery> {
        if !self.clause.subqueries {
            return Err(self.no(
                query,
                format!("a subquery cannot stand in {}", self.clause.name),
                "compute it in a `with` query, or run a statement of its own first",
            ));
        }
        self.query(query, Names::Free)
    }

    pub(super) fn query(&mut self, query: &ast::Query, names: Names) -> Lowered<LoweredQuery> {
        self.count()?;
        self.queries += 1;
        if self.queries > super::QUERY_DEPTH_MAX {
            return Err(self.no(
                query,
                format!("more than {} queries stand inside each other", super::QUERY_DEPTH_MAX),
                "give inner queries a name with `with`",
            ));
        }
        let ctes = self.ctes.len();
        let result = self.query_inside(query, names);
        self.ctes.truncate(ctes);
        self.queries -= 1;
        result
    }

    fn query_inside(&mut self, query: &ast::Query, names: Names) -> Lowered<LoweredQuery> {
        let ast::Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        self.absent(fetch.is_some(), "fetch", "write `limit n`")?;
        self.absent(
            !locks.is_empty(),
            "for update",
            "leave it out: a mutation is one serializable transaction",
        )?;
        self.absent(for_clause.is_some(), "for xml/json", "select columns; the SDK makes rows of them")?;
        self.absent(settings.is_some() || format_clause.is_some(), "settings / format", "leave it out")?;
        self.absent(!pipe_operators.is_empty(), "|>", "write an ordinary select")?;
        let with = match with {
            Some(with) => self.with(with)?,
            None => Vec::new(),
        };
        let (body, columns, order_by) = match &**body {
            ast::SetExpr::Select(select) => self.select_query(select, order_by.as_ref(), names)?,
            ast::SetExpr::Values(_) if names != Names::Given => {
                return Err(self.no_here(
                    "`values` has no column names here",
                    "write `with v (a, b) as (values (..)) select .. from v`",
                ));
            }
            ast::SetExpr::Values(values) => {
                let (rows, columns) = self.values(values)?;
                self.absent(
                    order_by.is_some(),
                    "values .. order by",
                    "order the query that reads the values",
                )?;
                (SetBody::Values(rows), columns, Vec::new())
            }
            set => self.union(set, order_by.as_ref(), names)?,
        };
        let (limit, offset) = match limit_clause {
            Some(clause) => self.limit(clause)?,
            None => (None, None),
        };
        Ok(LoweredQuery { query: Query { with, body, order_by, limit, offset }, columns })
    }

    pub(super) fn with(&mut self, with: &ast::With) -> Lowered<Vec<Cte>> {
        let ast::With { with_token, recursive, cte_tables } = with;
        if *recursive {
            return Err(No::new(
                with_token.0.at().or(self.here),
                "`with recursive` is not allowed: such a query may never end",
                "walk the steps in Rust, or store the path in a column",
            ));
        }
        cte_tables.iter().map(|cte| self.cte(cte)).collect()
    }

    fn cte(&mut self, cte: &ast::Cte) -> Lowered<Cte> {
        let ast::Cte { alias, query, from, materialized, closing_paren_token: _ } = cte;
        let ast::TableAlias { explicit: _, name, columns, at } = alias;
        self.absent(from.is_some() || at.is_some(), "with .. from", "write `with name as (select ..)`")?;
        self.absent(materialized.is_some(), "materialized", "leave it out; the engine decides")?;
        let name_text = self.own_name(name)?;
        if self.ctes.iter().any(|known| known.name == name_text) {
            return Err(self.no(name, format!("`{name_text}` is defined twice"), "choose another name"));
        }
        let names = if columns.is_empty() { Names::Required } else { Names::Given };
        // A CTE stands alone: it sees no columns around it, on either engine.
        let scopes = std::mem::take(&mut self.scopes);
        let lowered = self.within(Clause::OUTPUT, |lower| lower.query(query, names));
        self.scopes = scopes;
        let LoweredQuery { query, columns: mut outputs } = lowered?;
        if !columns.is_empty() {
            if columns.len() != outputs.len() {
                return Err(self.no(
                    name,
                    format!("`{name_text}` names {} columns, its query has {}", columns.len(), outputs.len()),
                    "name each column once",
                ));
            }
            for (output, column) in outputs.iter_mut().zip(columns) {
                let ast::TableAliasColumnDef { name, data_type } = column;
                self.absent(data_type.is_some(), "column types in `with`", "write names only")?;
                output.name = self.name(name)?;
            }
        }
        self.unique_names(&outputs)?;
        let column_names = outputs.iter().map(|output| output.name.clone()).collect();
        self.ctes.push(CteInfo { name: name_text.clone(), columns: outputs });
        Ok(Cte { name: name_text, columns: column_names, query })
    }

    fn unique_names(&self, columns: &[SourceColumn]) -> Lowered<()> {
        for (index, column) in columns.iter().enumerate() {
            if columns[..index].iter().any(|earlier| earlier.name == column.name) {
                return Err(self.no_here(
                    format!("two columns are called `{}`", column.name),
                    format!("name one of them: `.. as other_{}`", column.name),
                ));
            }
        }
        Ok(())
    }

    fn values(&mut self, values: &ast::Values) -> Lowered<(Vec<Vec<Expr>>, Vec<SourceColumn>)> {
        let ast::Values { explicit_row, value_keyword, rows } = values;
        self.absent(*explicit_row || *value_keyword, "row(..)", "write `values (1, 2), (3, 4)`")?;
        let mut lowered: Vec<Vec<Expr>> = Vec::new();
        for row in rows {
            let row = self.within(Clause::VALUE, |lower| lower.exprs(&row.content))?;
            if lowered.first().is_some_and(|first| first.len() != row.len()) {
                return Err(
                    self.no_here("the rows of `values` differ in length", "give each row the same columns")
                );
            }
            lowered.push(row);
        }
        let width = lowered.first().map_or(0, Vec::len);
        let mut columns = Vec::new();
        for index in 0..width {
            let mut ty = None;
            let mut nullable = false;
            for row in &lowered {
                ty = unify(ty, row[index].ty.ty).map_err(|()| {
                    self.no_here(
                        format!(
                            "column {} of `values` holds {} and {}",
                            index + 1,
                            ty.map_or("null", SqlType::name),
                            row[index].ty.name()
                        ),
                        "one column has one type",
                    )
                })?;
                nullable |= row[index].ty.nullable;
            }
            for row in &mut lowered {
                let value = std::mem::replace(
                    &mut row[index],
                    Expr { kind: ExprKind::Null, ty: crate::types::ExprType::NULL },
                );
                row[index] = Lower::coerce(value, ty);
            }
            columns.push(SourceColumn {
                name: format!("column{}", index + 1),
                // A column of bare nulls is only good for insert, which checks its own types.
                ty: ColumnType { ty: ty.unwrap_or(SqlType::Text), nullable },
                lineage: lowered.iter().flat_map(|row| reach::lineage(&row[index], &self.sources)).collect(),
            });
        }
        Ok((lowered, columns))
    }

    fn select_query(
        &mut self,
        select: &ast::Select,
        order_by: Option<&ast::OrderBy>,
        names: Names,
    ) -> Lowered<(SetBody, Vec<SourceColumn>, Vec<OrderBy>)> {
        self.scopes.push(Scope::default());
        let result = self.select(select, order_by, names);
        self.scopes.pop();
        let (select, columns, order_by) = result?;
        Ok((SetBody::Select(Box::new(select)), columns, order_by))
    }

    fn select(
        &mut self,
        select: &ast::Select,
        order_by: Option<&ast::OrderBy>,
        names: Names,
    ) -> Lowered<(Select, Vec<SourceColumn>, Vec<OrderBy>)> {
        let ast::Select {
            select_token,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        self.reach(&select_token.0);
        let odd = !optimizer_hints.is_empty()
            || select_modifiers.is_some()
            || top.is_some()
            || *top_before_distinct
            || exclude.is_some()
            || !lateral_views.is_empty()
            || prewhere.is_some()
            || !connect_by.is_empty()
            || !cluster_by.is_empty()
            || !distribute_by.is_empty()
            || !sort_by.is_empty()
            || qualify.is_some()
            || value_table_mode.is_some()
            || *flavor != ast::SelectFlavor::Standard;
        self.absent(
            odd,
            "this form of select",
            "write select .. from .. where .. group by .. having .. order by .. limit",
        )?;
        self.absent(
            into.is_some(),
            "select into",
            "tables are created in migrations/; rows are added with insert",
        )?;
        self.absent(!named_window.is_empty(), "window", "write the window where it is used: `over (..)`")?;
        let distinct = match distinct {
            None | Some(ast::Distinct::All) => false,
            Some(ast::Distinct::Distinct) => true,
            Some(ast::Distinct::On(_)) => {
                return Err(self.no_here(
                    "`distinct on` exists in one engine only",
                    "number the rows with row_number() over (partition by .. order by ..) and keep number 1",
                ));
            }
        };
        let from = self.from(from)?;
        let outputs = self.within(Clause::OUTPUT, |lower| lower.outputs(projection, names))?;
        let filter = self.condition(selection.as_ref(), Clause::FILTER)?;
        let group_by = self.group_by(group_by, &outputs)?;
        let having = self.condition(having.as_ref(), Clause::HAVING)?;
        let select = Select { distinct, outputs, from, filter, group_by, having };
        let order_by = match order_by {
            Some(order_by) => self.order_by(order_by, &select)?,
            None => Vec::new(),
        };
        self.reach(&select_token.0);
        self.check_grouping(&select, &order_by)?;
        let columns = self.output_columns(&select.outputs, names)?;
        Ok((select, columns, order_by))
    }

    /// A boolean expression, or nothing.
    pub(super) fn condition(&mut self, expr: Option<&ast::Expr>, clause: Clause) -> Lowered<Option<Expr>> {
        let Some(expr) = expr else { return Ok(None) };
        let lowered = self.within(clause, |lower| lower.expr(expr))?;
        if !lowered.ty.is(SqlType::Boolean) {
            return Err(self.no(
                expr,
                format!("`{}` needs a condition, this is {}", clause.name, lowered.ty.name()),
                "compare it with something: `x = :x`, `x is not null`",
            ));
        }
        Ok(Some(lowered))
    }

    // from

    pub(super) fn from(&mut self, from: &[ast::TableWithJoins]) -> Lowered<Option<From>> {
        match from {
            [] => Ok(None),
            [one] => {
                let ast::TableWithJoins { relation, joins } = one;
                let first = self.source(relation, false)?;
                let joins = joins.iter().map(|join| self.join(join)).collect::<Lowered<_>>()?;
                Ok(Some(From { first, joins }))
            }
            [_, second, ..] => Err(self.no(
                second,
                "tables are separated by a comma",
                "write `join other o on o.x = t.x` (or `cross join other o` when every pair is meant)",
            )),
        }
    }

    fn join(&mut self, join: &ast::Join) -> Lowered<Join> {
        let ast::Join { relation, global, join_operator } = join;
        self.absent(*global, "global join", "write `join`")?;
        use ast::JoinOperator as J;
        let (kind, constraint) = match join_operator {
            J::Join(constraint) | J::Inner(constraint) => (JoinKind::Inner, constraint),
            J::Left(constraint) | J::LeftOuter(constraint) => (JoinKind::Left, constraint),
            J::Right(constraint) | J::RightOuter(constraint) => (JoinKind::Right, constraint),
            J::CrossJoin(constraint) => (JoinKind::Cross, constraint),
            J::FullOuter(_) => {
                return Err(self.no(
                    relation,
                    "a full join accepts different conditions on the two engines",
                    "write two left joins and `union all` them",
                ));
            }
            _ => {
                return Err(self.no(
                    relation,
                    "this kind of join is not part of the portable dialect",
                    "the joins are join, left join, right join and cross join",
                ));
            }
        };
        if kind == JoinKind::Right {
            for entry in self.scopes.last_mut().into_iter().flat_map(|scope| &mut scope.entries) {
                entry.nullable = true;
            }
        }
        let source = self.source(relation, kind == JoinKind::Left)?;
        let on = match constraint {
            ast::JoinConstraint::On(expr) if kind != JoinKind::Cross => {
                self.condition(Some(expr), Clause::ON)?
            }
            ast::JoinConstraint::None if kind == JoinKind::Cross => None,
            ast::JoinConstraint::On(_)
            | ast::JoinConstraint::Using(_)
            | ast::JoinConstraint::Natural
            | ast::JoinConstraint::None => {
                return Err(self.no(
                    relation,
                    "this join does not say with `on` which rows belong together",
                    "write `join t on t.x = s.x`; `using` and `natural` change when a column is added",
                ));
            }
        };
        Ok(Join { kind, source, on })
    }

    /// A relation, CTE or derived table, made visible under its alias.
    fn source(&mut self, factor: &ast::TableFactor, nullable: bool) -> Lowered<Source> {
        self.count()?;
        match factor {
            ast::TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                self.reach(name);
                self.absent(
                    args.is_some(),
                    "a function in from",
                    "select from a table, or pass a list: `x in (:ids)`",
                )?;
                let odd = !with_hints.is_empty()
                    || version.is_some()
                    || *with_ordinality
                    || !partitions.is_empty()
                    || json_path.is_some()
                    || sample.is_some()
                    || !index_hints.is_empty();
                self.absent(
                    odd,
                    "a hint, sample or version after a table",
                    "write the table and its alias only",
                )?;
                self.named_source(name, alias.as_ref(), nullable)
            }
            ast::TableFactor::Derived { lateral, subquery, alias, sample } => {
                self.absent(*lateral, "lateral", "use a subquery in select, or a join with group by")?;
                self.absent(sample.is_some(), "tablesample", "leave it out")?;
                let Some(alias) = alias else {
                    return Err(self.no(
                        &**subquery,
                        "a derived table needs a name",
                        "write `(select ..) as d`",
                    ));
                };
                let alias = self.alias(alias)?;
                let scopes = std::mem::take(&mut self.scopes);
                let lowered = self.within(Clause::OUTPUT, |lower| lower.query(subquery, Names::Required));
                self.scopes = scopes;
                let LoweredQuery { query, columns } = lowered?;
                let id = self.derived_source(columns);
                self.enter(&alias, id, nullable)?;
                Ok(Source::Derived { id, query: Box::new(query), alias })
            }
            other => Err(self.no(
                other,
                "this stands where a table must stand",
                "`from` takes tables, exchange views, `with` names and `(select ..) as name`",
            )),
        }
    }

    fn named_source(
        &mut self,
        name: &ast::ObjectName,
        alias: Option<&ast::TableAlias>,
        nullable: bool,
    ) -> Lowered<Source> {
        let single = self.single_name(name)?;
        if let Some(cte) = self.ctes.iter().find(|cte| cte.name == single) {
            let columns = cte.columns.clone();
            let alias = match alias {
                Some(alias) => self.alias(alias)?,
                None => single.clone(),
            };
            let id = self.derived_source(columns);
            self.enter(&alias, id, nullable)?;
            return Ok(Source::Cte { id, name: single, alias });
        }
        let relation = self.relation(name)?;
        let alias = match alias {
            Some(alias) => self.alias(alias)?,
            None => single.clone(),
        };
        let id = self.relation_source(relation);
        self.enter(&alias, id, nullable)?;
        Ok(Source::Relation { id, name: single, alias })
    }

    pub(super) fn alias(&mut self, alias: &ast::TableAlias) -> Lowered<String> {
        let ast::TableAlias { explicit: _, name, columns, at } = alias;
        self.absent(
            !columns.is_empty(),
            "column names after an alias",
            "name the columns in the inner select",
        )?;
        self.absent(at.is_some(), "at", "leave it out")?;
        self.own_name(name)
    }

    pub(super) fn enter(&mut self, alias: &str, source: usize, nullable: bool) -> Lowered<()> {
        let twice = self.scopes.last().is_some_and(|scope| scope.entries.iter().any(|e| e.alias == alias));
        if twice {
            return Err(self.no_here(
                format!("`{alias}` stands twice in this query"),
                "give each table its own alias: `from t a join t b on ..`",
            ));
        }
        let entry = Entry { alias: alias.to_string(), source, nullable, qualified_only: false };
        match self.scopes.last_mut() {
            Some(scope) => scope.entries.push(entry),
            None => self.scopes.push(Scope { entries: vec![entry] }),
        }
        Ok(())
    }

    // outputs

    pub(super) fn outputs(&mut self, items: &[ast::SelectItem], names: Names) -> Lowered<Vec<OutputExpr>> {
        let mut outputs = Vec::new();
        for item in items {
            match item {
                ast::SelectItem::UnnamedExpr(expr) => {
                    let lowered = self.expr(expr)?;
                    let name = match &lowered.kind {
                        ExprKind::Column { column, .. } => Some(column.clone()),
                        _ if names != Names::Required => None,
                        _ => {
                            return Err(self.no(
                                expr,
                                "this column has no name",
                                "name it: `count(*) as visits`; the name becomes the field of the row",
                            ));
                        }
                    };
                    outputs.push(OutputExpr { expr: lowered, name });
                }
                ast::SelectItem::ExprWithAlias { expr, alias } => {
                    let lowered = self.expr(expr)?;
                    outputs.push(OutputExpr { expr: lowered, name: Some(self.name(alias)?) });
                }
                ast::SelectItem::Wildcard(options) => {
                    self.plain_wildcard(options)?;
                    self.all_columns(None, &mut outputs)?;
                }
                ast::SelectItem::QualifiedWildcard(kind, options) => {
                    self.plain_wildcard(options)?;
                    let ast::SelectItemQualifiedWildcardKind::ObjectName(name) = kind else {
                        return Err(self.no(item, "this `.*` does not follow a table", "write `t.*`"));
                    };
                    let alias = self.single_name(name)?;
                    self.all_columns(Some(&alias), &mut outputs)?;
                }
                ast::SelectItem::ExprWithAliases { .. } => {
                    return Err(self.no(item, "one expression has several names", "write `expr as name`"));
                }
            }
        }
        if outputs.is_empty() {
            return Err(self.no_here("nothing is selected", "name at least one column"));
        }
        Ok(outputs)
    }

    fn plain_wildcard(&self, options: &ast::WildcardAdditionalOptions) -> Lowered<()> {
        let ast::WildcardAdditionalOptions {
            wildcard_token: _,
            opt_ilike,
            opt_exclude,
            opt_except,
            opt_replace,
            opt_rename,
            opt_alias,
        } = options;
        let plain = opt_ilike.is_none()
            && opt_exclude.is_none()
            && opt_except.is_none()
            && opt_replace.is_none()
            && opt_rename.is_none()
            && opt_alias.is_none();
        self.absent(!plain, "an addition after *", "list the columns you want")
    }

    /// Writes `*` out, so that the printed statement keeps its columns when a table gains one.
    fn all_columns(&mut self, alias: Option<&str>, outputs: &mut Vec<OutputExpr>) -> Lowered<()> {
        let Some(scope) = self.scopes.last() else { return Ok(()) };
        let mut found = Vec::new();
        for entry in &scope.entries {
            if !entry.qualified_only && alias.is_none_or(|alias| alias == entry.alias) {
                for column in &self.sources[entry.source].columns {
                    let expr = self.column_expr(entry, &column.name);
                    found.push(OutputExpr { expr, name: Some(column.name.clone()) });
                }
            }
        }
        if found.is_empty() {
            return Err(self.no_here("`*` has no table to expand", "write the columns"));
        }
        for _ in &found {
            self.count()?;
        }
        outputs.extend(found);
        Ok(())
    }

    /// What the outputs look like from outside.
    pub(super) fn output_columns(
        &mut self,
        outputs: &[OutputExpr],
        names: Names,
    ) -> Lowered<Vec<SourceColumn>> {
        let mut columns = Vec::new();
        for (index, output) in outputs.iter().enumerate() {
            let ty = match (output.expr.ty.ty, names) {
                (Some(ty), _) => ty,
                (None, Names::Free | Names::Given) => SqlType::Text,
                (None, Names::Required) => {
                    return Err(self.no_here(
                        format!(
                            "the column `{}` is a bare null of no type",
                            output.name.as_deref().unwrap_or("?")
                        ),
                        "say which: `cast(null as bigint) as x`",
                    ));
                }
            };
            columns.push(SourceColumn {
                name: output.name.clone().unwrap_or_else(|| format!("column{}", index + 1)),
                ty: ColumnType { ty, nullable: output.expr.ty.nullable },
                lineage: reach::lineage(&output.expr, &self.sources),
            });
        }
        if names == Names::Required {
            self.unique_names(&columns)?;
        }
        Ok(columns)
    }

    // union

    fn union(
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
    fn flatten<'s>(
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

    fn union_columns(&self, selects: &mut [(bool, Select, Vec<SourceColumn>)]) -> Lowered<Vec<SourceColumn>> {
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

    // group by, order by, limit

    fn group_by(&mut self, group_by: &ast::GroupByExpr, outputs: &[OutputExpr]) -> Lowered<Vec<Expr>> {
        let exprs = match group_by {
            ast::GroupByExpr::Expressions(exprs, modifiers) if modifiers.is_empty() => exprs,
            ast::GroupByExpr::Expressions(..) | ast::GroupByExpr::All(_) => {
                return Err(self.no_here("this form of `group by` is not portable", "list the expressions"));
            }
        };
        let mut keys = Vec::new();
        for expr in exprs {
            let key = self.within(Clause::GROUP, |lower| lower.group_key(expr, outputs))?;
            if matches!(
                key.kind,
                ExprKind::Null | ExprKind::Text(_) | ExprKind::Double(_) | ExprKind::Boolean(_)
            ) {
                return Err(self.no(expr, "a constant groups nothing", "delete it from `group by`"));
            }
            keys.push(key);
        }
        Ok(keys)
    }

    /// A key is an expression over the tables, an output's name, or its position.
    fn group_key(&mut self, expr: &ast::Expr, outputs: &[OutputExpr]) -> Lowered<Expr> {
        let named = match expr {
            ast::Expr::Identifier(ident) if !self.in_current_scope(&ident.value) => {
                outputs.iter().find(|output| output.name.as_deref() == Some(&ident.value))
            }
            ast::Expr::Value(value) => match position(value) {
                Some(position) => Some(outputs.get(position.wrapping_sub(1)).ok_or_else(|| {
                    self.no(
                        expr,
                        format!("there is no column {position}"),
                        "count the selected columns from 1",
                    )
                })?),
                None => None,
            },
            _ => None,
        };
        let Some(output) = named else { return self.expr(expr) };
        if reach::has_aggregate(&output.expr) {
            return Err(self.no(
                expr,
                "this column is computed from the groups",
                "group by plain columns or functions of them",
            ));
        }
        if reach::has_subquery(&output.expr) {
            return Err(self.no(
                expr,
                "a subquery cannot be a group key",
                "compute it in a `with` query, and group the next one by its column",
            ));
        }
        self.count()?;
        Ok(output.expr.clone())
    }

    fn in_current_scope(&self, name: &str) -> bool {
        self.scopes
            .last()
            .is_some_and(|scope| scope.entries.iter().any(|entry| self.has_column(entry.source, name)))
    }

    fn order_by(&mut self, order_by: &ast::OrderBy, select: &Select) -> Lowered<Vec<OrderBy>> {
        let mut keys = Vec::new();
        for (expr, options) in self.order_exprs(order_by)? {
            let key = match self.output_position(expr, &select.outputs)? {
                Some(position) => {
                    OrderKey::Output { position, nullable: select.outputs[position - 1].expr.ty.nullable }
                }
                None => {
                    let lowered = self.within(Clause::ORDER, |lower| lower.expr(expr))?;
                    match select.outputs.iter().position(|output| output.expr == lowered) {
                        Some(index) => {
                            OrderKey::Output { position: index + 1, nullable: lowered.ty.nullable }
                        }
                        None if select.distinct => {
                            return Err(self.no(
                                expr,
                                "`select distinct` can only be ordered by what it selects",
                                "add the expression to the selected columns",
                            ));
                        }
                        None => OrderKey::Expr(self.ordered(expr, lowered)?),
                    }
                }
            };
            keys.push(self.order_key(key, options)?);
        }
        Ok(keys)
    }

    /// Refuses what has no order of its own.
    pub(super) fn ordered(&self, expr: &ast::Expr, lowered: Expr) -> Lowered<Expr> {
        if matches!(
            lowered.kind,
            ExprKind::Null
                | ExprKind::Text(_)
                | ExprKind::Integer(_)
                | ExprKind::Double(_)
                | ExprKind::Boolean(_)
        ) {
            return Err(self.no(expr, "a constant orders nothing", "delete it, or name a column"));
        }
        Ok(lowered)
    }

    /// A union is ordered by its columns only.
    fn order_by_outputs(
        &mut self,
        order_by: &ast::OrderBy,
        columns: &[SourceColumn],
    ) -> Lowered<Vec<OrderBy>> {
        let mut keys = Vec::new();
        for (expr, options) in self.order_exprs(order_by)? {
            let position = match expr {
                ast::Expr::Identifier(ident) => {
                    columns.iter().position(|column| column.name == ident.value).map(|index| index + 1)
                }
                ast::Expr::Value(value) => {
                    position(value).filter(|position| (1..=columns.len()).contains(position))
                }
                _ => None,
            };
            let Some(position) = position else {
                return Err(self.no(
                    expr,
                    "a union is ordered by a column of its first select",
                    "name the column, or wrap the union: `select .. from (.. union all ..) as u order by ..`",
                ));
            };
            let key = OrderKey::Output { position, nullable: columns[position - 1].ty.nullable };
            keys.push(self.order_key(key, options)?);
        }
        Ok(keys)
    }

    fn order_exprs<'s>(
        &self,
        order_by: &'s ast::OrderBy,
    ) -> Lowered<Vec<(&'s ast::Expr, &'s ast::OrderByOptions)>> {
        let ast::OrderBy { kind, interpolate } = order_by;
        self.absent(interpolate.is_some(), "interpolate", "leave it out")?;
        let ast::OrderByKind::Expressions(exprs) = kind else {
            return Err(self.no_here("`order by all` is not portable", "list the columns"));
        };
        exprs.iter().map(|item| self.order_expr(item)).collect()
    }

    pub(super) fn order_expr<'s>(
        &self,
        item: &'s ast::OrderByExpr,
    ) -> Lowered<(&'s ast::Expr, &'s ast::OrderByOptions)> {
        let ast::OrderByExpr { expr, options, with_fill } = item;
        self.absent(with_fill.is_some(), "with fill", "leave it out")?;
        Ok((expr, options))
    }

    /// Writes PostgreSQL's default out: nulls last going up, first going down.
    pub(super) fn order_key(&self, key: OrderKey, options: &ast::OrderByOptions) -> Lowered<OrderBy> {
        let ast::OrderByOptions { sort, nulls_first } = options;
        let descending = match sort {
            None | Some(ast::OrderBySort::Asc) => false,
            Some(ast::OrderBySort::Desc) => true,
            Some(ast::OrderBySort::Using(_)) => {
                return Err(self.no_here("`order by .. using` is not portable", "write `asc` or `desc`"));
            }
        };
        Ok(OrderBy { key, descending, nulls_first: nulls_first.unwrap_or(descending) })
    }

    /// An output named (or counted) in `order by`.
    fn output_position(&self, expr: &ast::Expr, outputs: &[OutputExpr]) -> Lowered<Option<usize>> {
        match expr {
            ast::Expr::Identifier(ident) => {
                let found: Vec<usize> = (0..outputs.len())
                    .filter(|index| outputs[*index].name.as_deref() == Some(&ident.value))
                    .collect();
                Ok(found.first().map(|index| index + 1))
            }
            ast::Expr::Value(value) => match position(value) {
                Some(position) if (1..=outputs.len()).contains(&position) => Ok(Some(position)),
                Some(position) => Err(self.no(
                    expr,
                    format!("there is no column {position}"),
                    "count the selected columns from 1",
                )),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    #[allow(clippy::type_complexity)] // limit and offset, both optional; a struct would be read once
    fn limit(&mut self, clause: &ast::LimitClause) -> Lowered<(Option<Box<Expr>>, Option<Box<Expr>>)> {
        let ast::LimitClause::LimitOffset { limit, offset, limit_by } = clause else {
            return Err(
                self.no_here("`limit a, b` reads differently in the engines", "write `limit b offset a`")
            );
        };
        self.absent(!limit_by.is_empty(), "limit by", "number the rows with row_number()")?;
        let limit = limit.as_ref().map(|expr| self.limit_expr(expr)).transpose()?;
        let offset = match offset {
            Some(ast::Offset { value, rows: _ }) => Some(self.limit_expr(value)?),
            None => None,
        };
        Ok((limit, offset))
    }

    fn limit_expr(&mut self, expr: &ast::Expr) -> Lowered<Box<Expr>> {
        let lowered = self.within(Clause::LIMIT, |lower| lower.expr(expr))?;
        let simple = matches!(lowered.kind, ExprKind::Integer(_) | ExprKind::Param(_));
        if !simple || lowered.ty.ty != Some(SqlType::Bigint) || lowered.ty.nullable {
            return Err(self.no(
                expr,
                "`limit` and `offset` take a number or a bigint parameter that is never null",
                "write `limit 100` or `limit :limit` with `-- :limit bigint`",
            ));
        }
        Ok(Box::new(lowered))
    }
}

/// A written whole number, as in `order by 2`.
fn position(value: &ast::ValueWithSpan) -> Option<usize> {
    match &value.value {
        ast::Value::Number(digits, false) => digits.parse().ok(),
        _ => None,
    }
}
