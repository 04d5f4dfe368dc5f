//! From: relations, CTEs, derived tables and their joins.

use super::query::{LoweredQuery, Names};
use super::{Clause, Entry, Lower, Scope};
use crate::refusal::Lowered;
use crate::tree::{From, Join, JoinKind, Source};
use sqlparser::ast;

impl Lower<'_> {
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

    pub(super) fn join(&mut self, join: &ast::Join) -> Lowered<Join> {
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
    pub(super) fn source(&mut self, factor: &ast::TableFactor, nullable: bool) -> Lowered<Source> {
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

    pub(super) fn named_source(
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
}
