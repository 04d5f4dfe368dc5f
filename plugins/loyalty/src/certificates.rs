//! Certificates (R-L3) and the ledger of what is owed (R-F2).

use pardoz_sdk::prelude::*;

use crate::model::card;
use crate::points;
use crate::queries::{self, Certificate};

/// One line of the liability ledger.
pub struct Liability<'a> {
    pub kind: &'static str,
    pub subject: &'static str,
    pub subject_id: Id,
    pub client_id: Option<Id>,
    pub bill_id: Option<Id>,
    pub refund_id: Option<Id>,
    pub branch_id: Id,
    pub sold_branch_id: Id,
    pub amount_minor: i64,
    pub day: Day,
    /// The other side, where it is not the kind's own: `opening` for what was taken over.
    pub against: Option<&'a str>,
}

impl Liability<'_> {
    /// From which account to which.
    fn accounts(&self) -> (&str, &str) {
        let other = |own| self.against.unwrap_or(own);
        match self.kind {
            "sold" | "returned" => (other("bill"), "liability"),
            "granted" => (other("gift"), "liability"),
            "breakage" => ("liability", other("income")),
            _ => ("liability", other("bill")),
        }
    }

    /// As the books are told: what comes back out of breakage is income no more.
    fn told(&self) -> &'static str {
        if self.kind == "returned" && self.against == Some("income") { "restored" } else { self.kind }
    }

    pub fn post(&self, ctx: &mut Mutation) -> Result<()> {
        if self.amount_minor == 0 {
            return Ok(());
        }
        let (entry_id, now) = (ctx.new_id(), ctx.now());
        let (debit, credit) = self.accounts();
        queries::insert_liability(
            ctx,
            entry_id,
            self.kind,
            debit,
            credit,
            self.subject,
            self.subject_id,
            self.client_id,
            self.bill_id,
            self.refund_id,
            self.branch_id,
            self.sold_branch_id,
            self.amount_minor,
            self.day,
            now,
        )?;
        // What was taken over is in the books already, by its former keeper.
        if self.against == Some("opening") {
            return Ok(());
        }
        let payload = json!({
            "entry_id": entry_id,
            "kind": self.told(),
            "subject": self.subject,
            "subject_id": self.subject_id,
            "bill_id": self.bill_id,
            "branch_id": self.branch_id,
            "sold_branch_id": self.sold_branch_id,
            "amount_minor": self.amount_minor,
            "day": self.day,
        });
        ctx.emit("loyalty.liability.changed", self.branch_id, payload)?;
        Ok(())
    }
}

/// A certificate to be made.
pub struct New<'a> {
    pub code: Option<&'a str>,
    pub pin: Option<&'a str>,
    pub client_id: Option<Id>,
    pub branch_id: Id,
    pub bill_id: Option<Id>,
    pub line_id: Option<Id>,
    pub face_minor: i64,
    pub days: i64,
    pub note: Option<&'a str>,
    /// `sold` or `granted`.
    pub kind: &'static str,
    pub day: Day,
}

/// Issues one. A code that was typed by hand may be taken: that is said at the field `code`.
pub fn issue(ctx: &mut Mutation, new: &New<'_>) -> Result<Id> {
    let (certificate_id, now) = (ctx.new_id(), ctx.now());
    let code = new.code.map_or_else(|| card::code(&ctx.random(11)), card::normal);
    let expires = new.day.plus(new.days);
    let expires_at = points::end_of(ctx, expires)?;
    if queries::certificate_by_code(ctx, &code)?.is_some() {
        return Err(field("code", "loyalty-error-code-taken"));
    }
    queries::insert_certificate(
        ctx,
        certificate_id,
        &code,
        new.pin,
        new.client_id,
        new.branch_id,
        new.bill_id,
        new.line_id,
        new.face_minor,
        new.face_minor,
        "active",
        expires,
        expires_at,
        new.note,
        now,
    )?;
    let entry = Liability {
        kind: new.kind,
        subject: "certificate",
        subject_id: certificate_id,
        client_id: new.client_id,
        bill_id: new.bill_id,
        refund_id: None,
        branch_id: new.branch_id,
        sold_branch_id: new.branch_id,
        amount_minor: new.face_minor,
        day: new.day,
        against: None,
    };
    entry.post(ctx)?;
    Ok(certificate_id)
}

/// Where and why a certificate's balance changes.
pub struct Change {
    /// A word of `loyalty_liability_kind`, or `void`: ended by hand.
    pub kind: &'static str,
    pub amount_minor: i64,
    pub bill_id: Option<Id>,
    pub refund_id: Option<Id>,
    pub branch_id: Id,
    pub day: Day,
    /// The last day on which it is good, at the least.
    pub until: Option<Day>,
}

/// Takes from a certificate, or puts back: never below 0, never above its face. Returns what really moved.
pub fn change(ctx: &mut Mutation, row: &Certificate, change: &Change) -> Result<i64> {
    let comes = change.kind == "returned";
    let room = if comes { row.face_minor - row.balance_minor } else { row.balance_minor };
    let amount = change.amount_minor.min(room);
    if amount < change.amount_minor {
        log::warn("a certificate cannot move so much", &[("certificate_id", &row.certificate_id)]);
    }
    let balance = if comes { row.balance_minor + amount } else { row.balance_minor - amount };
    let expires = Day::parse(&row.expires_day)?;
    let expires = change.until.map_or(expires, |until| until.max(expires));
    let state = match change.kind {
        "breakage" => "expired",
        "refunded" | "void" => "void",
        _ if balance == 0 => "used",
        _ => "active",
    };
    let (expires_at, now) = (points::end_of(ctx, expires)?, ctx.now());
    queries::set_certificate(ctx, balance, state, expires, expires_at, now, row.certificate_id)?;
    let entry = Liability {
        // What is made void is no longer owed: income, as what nobody used in time.
        kind: if change.kind == "void" { "breakage" } else { change.kind },
        subject: "certificate",
        subject_id: row.certificate_id,
        client_id: row.client_id,
        bill_id: change.bill_id,
        refund_id: change.refund_id,
        branch_id: change.branch_id,
        sold_branch_id: row.branch_id,
        amount_minor: amount,
        day: change.day,
        against: None,
    };
    entry.post(ctx)?;
    Ok(amount)
}

pub fn find(ctx: &Query, certificate_id: Id) -> Result<Certificate> {
    queries::certificate(ctx, certificate_id)?.ok_or_else(|| not_found("loyalty-error-certificate-gone"))
}
