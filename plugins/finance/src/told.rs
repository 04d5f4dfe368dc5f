//! What others are told of a bill (contract finance@1), as it stands when they are told.

use pardoz_sdk::prelude::*;

use crate::model::bill::{Worth, earn_base};
use crate::queries::{self, Bill, BillLine, BillTender, RefundLine};
use crate::refund;

/// A certificate or a membership that is sold.
pub fn is_sale(line: &BillLine) -> bool {
    matches!(line.kind.as_str(), "certificate" | "membership")
}

/// The bill's rows, read once.
pub struct Rows {
    lines: Vec<BillLine>,
    tenders: Vec<BillTender>,
    back: Vec<RefundLine>,
}

impl Rows {
    pub fn read(ctx: &Query, bill_id: Id) -> Result<Self> {
        Ok(Self {
            lines: queries::bill_lines(ctx, bill_id)?,
            tenders: queries::bill_tenders(ctx, bill_id)?,
            back: queries::refund_lines(ctx, bill_id)?,
        })
    }

    fn taken(&self) -> impl Iterator<Item = &BillTender> {
        self.tenders.iter().filter(|tender| tender.refund_id.is_none())
    }

    /// Money that was taken, whatever went back.
    fn money(&self) -> i64 {
        self.taken().filter(|tender| tender.money).map(|tender| tender.amount_minor).sum()
    }

    fn back(&self, line: &BillLine) -> (i64, i64) {
        let own = self.back.iter().find(|one| one.bill_line_id == line.bill_line_id);
        own.map_or((0, 0), |one| (one.quantity_milli, one.amount_minor))
    }

    /// R-L1: the money in the bill now that earns points, if `less_minor` of it had not come.
    pub fn earn_base(&self, bill: &Bill, less_minor: i64) -> i64 {
        let own = |line: &BillLine, all: bool| -> i64 {
            let of = |one: &&BillTender| {
                one.bill_line_id == Some(line.bill_line_id) && (all || one.refund_id.is_some())
            };
            let of_line = self.tenders.iter().filter(|one| one.bill_line_id.is_some()).filter(of);
            of_line.map(|one| one.amount_minor).sum()
        };
        let worth = |line: &BillLine| {
            let given = -own(line, false);
            Worth {
                is_sale: is_sale(line),
                net_minor: line.total_minor - own(line, true) - given,
                back_minor: (self.back(line).1 - given).max(0),
            }
        };
        let lines: Vec<Worth> = self.lines.iter().map(worth).collect();
        let of_money = |one: &&BillTender| one.money || one.tender == "debt";
        let pledged: i64 = self.taken().filter(of_money).map(|one| one.amount_minor).sum();
        let paid: i64 = self.tenders.iter().filter(|one| one.money).map(|one| one.amount_minor).sum();
        // What rounding added at a desk is no sale.
        earn_base(&lines, pledged - bill.rounding_minor.max(0), paid - less_minor)
    }

    fn line(&self, line: &BillLine) -> Json {
        let (quantity_milli, amount_minor) = self.back(line);
        json!({
            "line_id": line.bill_line_id, "kind": line.kind, "subject_id": line.subject, "staff_id": line.staff_id,
            "quantity_milli": line.quantity_milli, "price_minor": line.price_minor,
            "discount_minor": line.discount_minor, "total_minor": line.total_minor,
            "back_quantity_milli": quantity_milli, "back_minor": amount_minor,
        })
    }

    /// The event's payload, without what is said of a payment or a refund.
    pub fn told(self, ctx: &Query, bill: &Bill, day: Day) -> Json {
        let standing = |one: refund::Source| {
            json!({
                "tender": one.tender.word(), "reference": one.reference, "line_id": one.bill_line_id,
                "amount_minor": one.left_minor, "money": one.tender.is_money(),
            })
        };
        json!({
            "bill_id": bill.bill_id, "branch_id": bill.branch_id, "client_id": bill.client_id,
            "appointment_id": bill.appointment_id, "day": day, "at": ctx.now(), "code": bill.code,
            "points": bill.points, "money_minor": self.money(), "earn_base_minor": self.earn_base(bill, 0),
            "debt_minor": bill.debt_minor,
            "lines": self.lines.iter().map(|line| self.line(line)).collect::<Vec<_>>(),
            "tenders": self.taken().map(tender).collect::<Vec<_>>(),
            "standing": refund::sources(self.tenders).into_iter().map(standing).collect::<Vec<_>>(),
        })
    }
}

/// `topic` of the bill as it stands, on the business day `day`.
pub fn emit(ctx: &mut Mutation, topic: &str, bill: &Bill, day: Day) -> Result<()> {
    let told = Rows::read(ctx, bill.bill_id)?.told(ctx, bill, day);
    ctx.emit(topic, bill.bill_id, told)?;
    Ok(())
}

fn tender(tender: &BillTender) -> Json {
    json!({
        "tender": tender.tender, "reference": tender.reference, "line_id": tender.bill_line_id,
        "amount_minor": tender.amount_minor, "money": tender.money,
    })
}
