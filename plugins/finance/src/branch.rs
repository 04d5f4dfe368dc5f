//! Where money moves: a branch with its clock, and how far the caller's rights reach.

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::model::clock;
use crate::queries::{self, Branch};

pub struct Place {
    pub branches: Vec<Branch>,
    pub branch_id: Id,
    pub zone: TimeZone,
    /// The branch's business day (R-B15).
    pub today: Day,
}

impl Place {
    /// The branch asked for, or the caller's own, or the first; if the right `permission` reaches it.
    pub fn find(ctx: &Query, wanted: Option<Id>, permission: &str) -> Result<Self> {
        let place = Self::any(ctx, wanted)?;
        let reaches = |branch_id: Id| {
            let scope = ctx.scope(permission);
            // Somebody bound to no branch works in all of them.
            scope.is_some_and(|scope| {
                ctx.caller().branch_ids.is_empty() && scope == Scope::Branch
                    || ctx.caller().reaches_branch(scope, branch_id)
            })
        };
        if !reaches(place.branch_id) {
            return Err(not_found("finance-error-no-branch"));
        }
        let branches = place.branches.into_iter().filter(|branch| reaches(branch.branch_id)).collect();
        Ok(Self { branches, ..place })
    }

    /// The same without looking at rights: events and jobs have none.
    pub fn any(ctx: &Query, wanted: Option<Id>) -> Result<Self> {
        let mut branches = queries::branch_list(ctx)?;
        // Whoever names a branch may mean one that was put away since: what was sold there is still owed, refunded and
        // ended. No list offers it.
        if let Some(id) = wanted
            && !branches.iter().any(|branch| branch.branch_id == id)
        {
            branches.extend(queries::branch_put_away(ctx, id)?);
        }
        let own = ctx.caller().branch_ids.iter().find(|id| branches.iter().any(|b| b.branch_id == **id));
        let branch_id = wanted.or(own.copied()).or(branches.first().map(|b| b.branch_id));
        let found = branches.iter().find(|branch| Some(branch.branch_id) == branch_id);
        let branch = found.ok_or_else(|| not_found("finance-error-no-branch"))?;
        let (branch_id, zone) = (branch.branch_id, time::zone(&branch.timezone)?);
        let today = clock::business_day(ctx.now(), &zone)
            .ok_or_else(|| Error::internal("the clock is off the calendar"))?;
        if let Some(end) = clock::end_of(today, &zone) {
            ctx.holds_until(end);
        }
        Ok(Self { branches, branch_id, zone, today })
    }

    pub fn name(&self) -> &str {
        let own = self.branches.iter().find(|branch| branch.branch_id == self.branch_id);
        own.map(|branch| branch.name.as_str()).unwrap_or_default()
    }
}

/// Whoever acts, as the books remember them; nobody for what a job or an event of the module itself does.
pub fn person(ctx: &Query) -> (Option<Id>, Option<String>) {
    let caller = ctx.caller();
    (caller.person_id, caller.person_id.and(caller.display_name.clone()))
}
