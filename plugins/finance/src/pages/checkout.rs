//! The checkout as a page: everything that can be said about a bill before it is paid.

use pardoz_sdk::prelude::*;

use super::coming::{self, Coming};
use super::names::{self, Choice, Staff};
use crate::branch::Place;
use crate::checkout::draft::{self, Draft};
use crate::checkout::goods::{self, Found, Good};
use crate::checkout::pay::{self, TAKE};
use crate::checkout::quote;
use crate::checkout::wish::{Wish, WishedItem, WishedTender};
use crate::desk;
use crate::model::bill::rounding;
use crate::model::tender::Tender;
use crate::online;
use crate::queries;

#[derive(View)]
pub struct CheckoutView {
    pub appointment_id: Option<Id>,
    pub visit_number: Option<i64>,
    /// The visit's bill, if it has one that stands.
    pub bill_id: Option<Id>,
    pub branch_id: Id,
    pub branch: String,
    pub branches: Vec<Choice>,
    pub client_id: Option<Id>,
    pub client_name: String,
    pub lines: Vec<LineView>,
    pub items: Vec<ItemView>,
    pub search: SearchView,
    pub staff: Vec<Choice>,
    pub sums: Sums,
    /// What the button takes.
    pub coming: Coming,
    pub redeemed: Vec<RedeemedView>,
    pub memberships: Vec<MembershipView>,
    pub certificates: Vec<CertificateView>,
    pub code: String,
    pub code_note: String,
    pub points: i64,
    pub points_max: i64,
    pub points_balance: i64,
    pub points_note: String,
    pub earn_points: i64,
    pub has_loyalty: bool,
    pub silent: Vec<&'static str>,
    pub tenders: Vec<TenderView>,
    pub split: Vec<SplitView>,
    pub split_options: Vec<Choice>,
    pub advance_minor: i64,
    pub debt: bool,
    pub tips_minor: Option<i64>,
    pub tips_staff_id: Option<Id>,
    pub desks: Vec<Choice>,
    pub desk_id: Option<Id>,
    pub has_shift: bool,
}

#[derive(View)]
pub struct Sums {
    pub total_minor: i64,
    pub discount_minor: i64,
    pub redeemed_minor: i64,
    /// R-B9: what was paid in for the visit.
    pub deposit_minor: i64,
    pub due_minor: i64,
    /// What it is in cash at this desk, rounded.
    pub cash_minor: i64,
}

#[derive(View, Clone)]
pub struct LineView {
    pub index: i64,
    pub kind: String,
    pub name: String,
    pub staff: String,
    pub quantity: i64,
    pub gross_minor: i64,
    pub discount_minor: i64,
    pub total_minor: i64,
    pub reasons: Vec<Reason>,
    pub of_visit: bool,
    pub membership_id: Option<Id>,
    /// Why the membership does not pay it.
    pub membership_note: String,
}

#[derive(View, Clone)]
pub struct Reason {
    pub says: String,
    pub amount_minor: i64,
}

/// One more thing that is sold, as its row of the form.
#[derive(View)]
pub struct ItemView {
    pub index: i64,
    pub what: String,
    pub name: String,
    pub quantity: i64,
    /// More than are left.
    pub quantity_note: String,
    pub price_minor: Option<i64>,
    pub needs_price: bool,
    pub staff_id: Option<Id>,
    /// Why it is not among the lines.
    pub note: String,
    pub line: Option<LineView>,
}

/// What the field under the lines finds.
#[derive(View)]
pub struct SearchView {
    pub text: String,
    /// Nothing was found, or there is no room for more.
    pub wrong: String,
    pub found: FoundView,
}

#[derive(View)]
pub struct FoundView {
    pub shown: bool,
    pub goods: Vec<GoodView>,
    pub more: bool,
    pub text: String,
}

#[derive(View)]
pub struct GoodView {
    pub what: String,
    pub name: String,
    pub price_minor: Option<i64>,
    pub left: Option<i64>,
}

#[derive(View)]
pub struct RedeemedView {
    pub label: String,
    pub amount_minor: i64,
}

#[derive(View)]
pub struct MembershipView {
    pub membership_id: Id,
    pub name: String,
    pub visits_left: i64,
}

#[derive(View)]
pub struct CertificateView {
    pub index: i64,
    pub code: String,
    pub pin: String,
    pub note: String,
    pub pin_note: String,
}

#[derive(View)]
pub struct TenderView {
    pub tender: &'static str,
    pub icon: &'static str,
    pub current: bool,
}

#[derive(View)]
pub struct SplitView {
    pub index: i64,
    pub tender: String,
    pub amount_minor: Option<i64>,
}

pub fn show(ctx: &Query, mut wish: Wish) -> Result<CheckoutView> {
    let (_, place, client_id) = Draft::of(ctx, &wish, TAKE)?;
    let typed = wish.find.clone().unwrap_or_default();
    let search = goods::press(ctx, place.branch_id, client_id, &mut wish)?;
    let draft = Draft::make(ctx, &wish, TAKE, false)?;
    let text = wish.find.clone().unwrap_or_default();
    let search = SearchView {
        wrong: search.wrong.map(|key| ctx.t(key, json!({ "text": typed.trim() }))).unwrap_or_default(),
        found: found(search.found, &text),
        text,
    };
    view(ctx, &draft, &wish, search)
}

#[derive(Input)]
pub struct Finding {
    #[input(max_chars = 100, default = "")]
    find: String,
    appointment_id: Option<Id>,
    client_id: Option<Id>,
    branch: Option<Id>,
}

/// What there is with the letters that stand in the field now.
pub fn find(ctx: &Query, typed: Finding) -> Result<FoundView> {
    let wish = Wish {
        appointment_id: typed.appointment_id,
        client_id: typed.client_id,
        branch: typed.branch,
        ..Wish::default()
    };
    let (_, place, client_id) = Draft::of(ctx, &wish, TAKE)?;
    let text = typed.find.trim();
    let some = match text.is_empty() {
        true => None,
        false => Some(goods::find(ctx, place.branch_id, client_id, text)?),
    };
    Ok(found(some, text))
}

fn found(some: Option<Found>, text: &str) -> FoundView {
    let shown = some.is_some();
    let some = some.unwrap_or_default();
    let good = |good: Good| GoodView {
        what: good.what,
        name: good.name,
        price_minor: good.price_minor,
        left: good.left,
    };
    FoundView {
        shown,
        goods: some.goods.into_iter().map(good).collect(),
        more: some.more,
        text: text.to_owned(),
    }
}

fn view(ctx: &Query, draft: &Draft, wish: &Wish, search: SearchView) -> Result<CheckoutView> {
    let place = &draft.place;
    let client = match draft.client_id {
        Some(id) => queries::client(ctx, id)?,
        None => None,
    };
    let desks = queries::desk_list(ctx, place.branch_id)?;
    let preset = wish.desk.or(desk::own(ctx, &desks));
    let desk = preset.and_then(|id| desks.iter().find(|desk| desk.desk_id == id)).or(desks.first());
    let paid = match wish.appointment_id {
        Some(id) => queries::bill_of_visit(ctx, id)?.map(|bill| bill.bill_id),
        None => None,
    };
    let advance_minor = match draft.client_id {
        Some(id) => pay::advance_of(ctx, id)?,
        None => 0,
    };
    let note = |name: &str| {
        let of_field = draft.notes.iter().find(|note| note.field == name && !note.says.is_null());
        of_field.map(|note| quote::said(ctx, &note.says)).unwrap_or_default()
    };
    let ready = online::ready(ctx)?;
    let due_minor = draft.due();
    let step = desk.map_or(desk::ROUND_DEFAULT_MINOR, |desk| desk.round_to_minor);
    let lines = lines(ctx, draft, wish)?;
    Ok(CheckoutView {
        appointment_id: wish.appointment_id,
        visit_number: draft.visit.as_ref().map(|visit| visit.number),
        bill_id: paid,
        branch_id: place.branch_id,
        branch: place.name().to_owned(),
        branches: names::branches(place),
        client_id: draft.client_id,
        client_name: client
            .map(|client| client.display_name)
            .or(wish.client_id_text.clone())
            .unwrap_or_default(),
        items: items(wish, draft, &lines, note),
        lines,
        search,
        staff: staff(ctx, place)?,
        sums: Sums {
            total_minor: draft.total(),
            discount_minor: draft.discount(),
            redeemed_minor: draft.redeemed(),
            deposit_minor: draft.deposit_minor,
            due_minor,
            cash_minor: due_minor + rounding(due_minor, step),
        },
        coming: coming::of_form(ctx, wish, due_minor, step)?,
        redeemed: draft
            .redeemed
            .iter()
            .map(|one| RedeemedView {
                label: one.label.clone().unwrap_or_else(|| names::tender(ctx, &one.tender)),
                amount_minor: one.amount_minor,
            })
            .collect(),
        memberships: memberships(ctx, draft.client_id)?,
        certificates: certificates(wish, note),
        code: wish.code.clone().unwrap_or_default(),
        code_note: note("code"),
        points: draft.points_used,
        points_max: draft.points_max,
        points_balance: draft.points_balance,
        points_note: note("points"),
        earn_points: draft.earn_points,
        has_loyalty: draft.has_loyalty,
        silent: draft.silent.clone(),
        tenders: tenders(wish.tender, &ready),
        split: split(&wish.split),
        split_options: split_options(ctx, advance_minor, &ready),
        advance_minor,
        debt: wish.debt,
        tips_minor: wish.tips_minor,
        tips_staff_id: wish.tips_staff_id.or(draft.lines.iter().find_map(|line| line.staff_id)),
        has_shift: desk.is_some_and(|desk| desk.shift_id.is_some()),
        desk_id: desk.map(|desk| desk.desk_id),
        desks: desks
            .into_iter()
            .map(|desk| Choice { value: desk.desk_id.to_string(), label: desk.name })
            .collect(),
    })
}

pub fn lines(ctx: &Query, draft: &Draft, wish: &Wish) -> Result<Vec<LineView>> {
    let staff = Staff::read(ctx)?;
    let line = |(index, line): (usize, &draft::DraftLine)| {
        let index = index as i64;
        let row = wish.memberships.iter().position(|one| one.line == Some(index));
        let used = row.map(|row| &wish.memberships[row]);
        let named = row.map(|row| format!("memberships[{row}][membership_id]"));
        let note = draft.notes.iter().find(|note| Some(&note.field) == named.as_ref());
        LineView {
            index,
            kind: line.kind.clone(),
            name: line.name.clone(),
            staff: staff.of(line.staff_id),
            quantity: line.quantity_milli / 1000,
            gross_minor: line.gross_minor,
            discount_minor: line.discount_minor,
            total_minor: line.gross_minor - line.discount_minor,
            reasons: line.reasons.iter().map(|reason| said(ctx, reason)).collect(),
            of_visit: line.item.is_none(),
            membership_id: used.and_then(|one| one.membership_id),
            membership_note: note.map(|note| quote::said(ctx, &note.says)).unwrap_or_default(),
        }
    };
    Ok(draft.lines.iter().enumerate().map(line).collect())
}

/// A reason of the loyalty module: its words and its part of the discount.
pub fn said(ctx: &Query, reason: &Json) -> Reason {
    Reason {
        says: quote::said(ctx, &reason["says"]),
        amount_minor: reason["amount_minor"].as_i64().unwrap_or_default(),
    }
}

fn items(wish: &Wish, draft: &Draft, lines: &[LineView], note: impl Fn(&str) -> String) -> Vec<ItemView> {
    let row = |(index, item): (usize, &WishedItem)| {
        let what = item.what.clone()?;
        let named = draft.named.iter().find(|named| named.item == index);
        let line = draft.lines.iter().position(|line| line.item == Some(index));
        Some(ItemView {
            index: index as i64,
            what,
            name: named.map(|named| named.name.clone()).unwrap_or_default(),
            quantity: item.quantity.unwrap_or(1),
            quantity_note: note(&format!("items[{index}][quantity]")),
            price_minor: item.price_minor,
            needs_price: named.is_some_and(|named| named.listed_minor.is_none()),
            staff_id: item.staff_id,
            note: note(&format!("items[{index}][what]")),
            line: line.map(|at| lines[at].clone()),
        })
    };
    wish.items.iter().enumerate().filter_map(row).collect()
}

fn staff(ctx: &Query, place: &Place) -> Result<Vec<Choice>> {
    let all = queries::staff_list(ctx)?;
    let here = all.into_iter().filter(|one| one.branch_id == place.branch_id && one.archived_at.is_none());
    Ok(here.map(|one| Choice { value: one.staff_id.to_string(), label: one.display_name }).collect())
}

fn memberships(ctx: &Query, client_id: Option<Id>) -> Result<Vec<MembershipView>> {
    let Some(client_id) = client_id else { return Ok(Vec::new()) };
    // The second is far enough: what expires today is refused by the loyalty module itself.
    let found = queries::membership_list(ctx, client_id, ctx.now())?;
    let locale = ctx.locale();
    let view = |one: queries::Membership| MembershipView {
        membership_id: one.membership_id,
        name: one.name(locale).to_owned(),
        visits_left: one.visits_left,
    };
    Ok(found.into_iter().map(view).collect())
}

fn certificates(wish: &Wish, note: impl Fn(&str) -> String) -> Vec<CertificateView> {
    let mut rows: Vec<CertificateView> = wish
        .certificates
        .iter()
        .enumerate()
        .filter(|(_, one)| one.code.is_some())
        .map(|(index, one)| CertificateView {
            index: index as i64,
            code: one.code.clone().unwrap_or_default(),
            pin: one.pin.clone().unwrap_or_default(),
            note: note(&format!("certificates[{index}][code]")),
            pin_note: note(&format!("certificates[{index}][pin]")),
        })
        .collect();
    if rows.is_empty() {
        let empty = String::new;
        rows.push(CertificateView {
            index: 0,
            code: empty(),
            pin: empty(),
            note: empty(),
            pin_note: empty(),
        });
    }
    rows
}

/// The buttons. Of Payme, Click and Uzum those whose module is on and set up (`ready`): another one cannot ask the client
/// for anything. What the desk saw arrive in such a one it writes down as a part (`split_options`).
pub fn tenders(current: Tender, ready: &[Tender]) -> Vec<TenderView> {
    let view = |tender: &Tender| TenderView {
        tender: tender.word(),
        icon: tender.icon(),
        current: *tender == current,
    };
    let offered = |tender: &&Tender| !tender.is_online() || ready.contains(tender) || **tender == current;
    Tender::AT_DESK.iter().filter(offered).map(view).collect()
}

pub fn split(wished: &[WishedTender]) -> Vec<SplitView> {
    let mut rows: Vec<SplitView> = wished
        .iter()
        .filter(|one| one.tender.is_some() || one.amount_minor.is_some())
        .enumerate()
        .map(|(index, one)| SplitView {
            index: index as i64,
            tender: one.tender.map(|tender| tender.word().to_owned()).unwrap_or_default(),
            amount_minor: one.amount_minor,
        })
        .collect();
    let index = rows.len() as i64;
    rows.push(SplitView { index, tender: String::new(), amount_minor: None });
    rows
}

/// What the desk itself takes or saw arrive.
pub fn split_options(ctx: &Query, advance_minor: i64, ready: &[Tender]) -> Vec<Choice> {
    let mut all: Vec<Tender> = Tender::AT_DESK.into_iter().filter(|one| !ready.contains(one)).collect();
    if advance_minor > 0 {
        all.insert(0, Tender::Advance);
    }
    let choice =
        |tender: Tender| Choice { value: tender.word().to_owned(), label: names::tender(ctx, tender.word()) };
    all.into_iter().map(choice).collect()
}

/// Takes the money. From a visit the way leads back to it, from the counter to the bill.
pub fn take(ctx: &mut Mutation, wish: Wish) -> Result<Redirect> {
    let done = pay::pay(ctx, &wish)?;
    let (toast, numbers) = coming::toast(&done, wish.tips_minor.unwrap_or_default());
    let bill = done.bill;
    let taken: Vec<Json> = done
        .taken
        .iter()
        .map(|one| json!({ "tender": one.tender.word(), "amount_minor": one.amount_minor }))
        .collect();
    let answer = json!({
        "bill_id": bill.bill_id, "number": bill.number, "state": bill.state, "due_minor": bill.due_minor,
        "paid_minor": bill.paid_minor, "debt_minor": bill.debt_minor, "tenders": taken, "silent": bill.silent,
    });
    let waits = bill.state == "open";
    let back = match bill.appointment_id {
        // The client pays from a phone: the bill shows where, and then that it came.
        Some(id) if !waits => redirect("booking:appointment-detail").with("appointment_id", id),
        _ => redirect("bill-detail").with("bill_id", bill.bill_id),
    };
    if waits {
        return Ok(back.created(answer));
    }
    Ok(back.toast(toast).toast_args(numbers).created(answer))
}

/// Where the bill stands, for lists.
pub fn tone(state: &str) -> &'static str {
    match state {
        "paid" => "done",
        "part_paid" => "miss",
        "open" => "wait",
        _ => "",
    }
}
