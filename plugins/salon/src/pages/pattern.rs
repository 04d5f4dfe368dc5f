//! The rhythm somebody works in: chosen once, then shifts plan themselves.

use pardoz_sdk::prelude::*;

use crate::model::rhythm::{self, Rhythm};
use crate::model::times::{self, Span};
use crate::pages::staff;
use crate::{queries, roster};

#[derive(Input)]
pub struct StaffId {
    staff_id: Id,
}

#[derive(View)]
pub struct PatternForm {
    staff_id: Id,
    display_name: String,
    rhythms: Vec<String>,
    rhythm: String,
    anchor_day: Day,
    start: String,
    end: String,
    break_start: String,
    break_minutes: i64,
    weeks: i64,
}

pub fn edit_pattern(ctx: &Query, wanted: StaffId) -> Result<PatternForm> {
    let member = staff::find(ctx, wanted.staff_id)?;
    let known = queries::pattern(ctx, wanted.staff_id)?;
    let anchor_day = match &known {
        Some(row) => Day::parse(&row.anchor_day)?,
        None => rhythm::monday(ctx.today()),
    };
    let minute = |read: fn(&queries::Pattern) -> i64, otherwise: &str| {
        known.as_ref().map_or(otherwise.to_owned(), |row| times::text(read(row)))
    };
    Ok(PatternForm {
        staff_id: wanted.staff_id,
        display_name: member.display_name,
        rhythms: Rhythm::WORDS.iter().map(|word| (*word).to_owned()).collect(),
        rhythm: known.as_ref().map_or("2/2".to_owned(), |row| row.rhythm.clone()),
        anchor_day,
        start: minute(|row| row.start_minute, "09:00"),
        end: minute(|row| row.end_minute, "20:00"),
        break_start: known
            .as_ref()
            .and_then(|row| row.break_start_minute)
            .map_or("13:00".to_owned(), times::text),
        break_minutes: known.as_ref().map_or(60, |row| row.break_minutes),
        weeks: ctx.setting("weeks_ahead")?,
    })
}

#[derive(Input)]
pub struct NewPattern {
    staff_id: Id,
    #[input(max_chars = 10)]
    rhythm: String,
    anchor_day: Day,
    #[input(format = "time")]
    start: String,
    #[input(format = "time")]
    end: String,
    #[input(format = "time")]
    break_start: Option<String>,
    #[input(range = 0..=180, default = 0)]
    break_minutes: i64,
    #[input(range = 1..=26, default = setting("weeks_ahead"))]
    weeks: i64,
    /// Shifts planned from tomorrow on are planned anew; otherwise the rhythm only fills free days.
    replace: bool,
}

pub fn apply_pattern(ctx: &mut Mutation, input: NewPattern) -> Result<Redirect> {
    let member = staff::find(ctx, input.staff_id)?;
    let zone = time::zone(&member.timezone)?;
    let rhythm = Rhythm::parse(&input.rhythm).ok_or_else(|| field("rhythm", "salon-error-rhythm"))?;
    let minute =
        |name: &'static str, text: &str| times::minute(text).ok_or_else(|| field(name, "salon-error-time"));
    let shift = Span::shift(minute("start", &input.start)?, minute("end", &input.end)?)
        .map_err(|(name, text)| field(name, text))?;
    let rest = match input.break_start.as_deref().filter(|_| input.break_minutes > 0) {
        Some(text) => Some(
            shift
                .rest(minute("break_start", text)?, input.break_minutes)
                .map_err(|(name, text)| field(name, text))?,
        ),
        None => None,
    };
    let now = ctx.now();
    queries::upsert_pattern(
        ctx,
        input.staff_id,
        rhythm.word(),
        input.anchor_day.as_str(),
        shift.start_minute,
        shift.end_minute,
        rest.map(|rest| rest.start_minute),
        input.break_minutes,
        now,
    )?;
    // Today is being worked already.
    let from = ctx.today().plus(1);
    if input.replace {
        queries::delete_breaks_ahead(ctx, input.staff_id, from.as_str())?;
        queries::delete_shifts_ahead(ctx, input.staff_id, from.as_str())?;
    }
    let pattern = roster::Pattern { rhythm, anchor: input.anchor_day, shift, rest };
    let to = ctx.today().plus(input.weeks * 7);
    let planned = roster::plan(ctx, input.staff_id, member.branch_id, &zone, pattern, from, to)?;
    roster::tell(ctx, input.staff_id, from)?;
    Ok(redirect("shift-list")
        .with("day", from)
        .toast("salon-toast-planned")
        .toast_args(json!({ "count": planned, "name": member.display_name }))
        .data(json!({ "staff_id": input.staff_id, "shifts": planned })))
}
