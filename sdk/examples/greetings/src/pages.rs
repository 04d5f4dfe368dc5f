//! One function per route, widget and panel.

use crate::{model, queries};
use pardoz_sdk::prelude::*;

/// What the list may be asked for. Schema, validation and messages come from the type.
#[derive(Input)]
pub struct Period {
    /// Days ahead, today included.
    #[input(range = 1..=60, default = setting("days_ahead"))]
    days: u32,
}

#[derive(View)]
pub struct BirthdayList {
    days: u32,
    birthdays: Vec<queries::Birthday>,
}

pub fn list_birthdays(ctx: &Query, period: Period) -> Result<BirthdayList> {
    let month_days = model::month_days(ctx.today(), period.days);
    let birthdays = queries::birthday_list(ctx, &month_days, ctx.today().year())?;
    Ok(BirthdayList { days: period.days, birthdays })
}

/// The widget: whose birthday it is today.
pub fn today(ctx: &Query) -> Result<BirthdayList> {
    list_birthdays(ctx, Period { days: 1 })
}

#[derive(Input)]
pub struct OfClient {
    client_id: Id,
}

#[derive(View)]
pub struct ClientGreetings {
    greetings: Vec<queries::Greeting>,
}

/// The panel on a client's card.
pub fn client_greetings(ctx: &Query, of: OfClient) -> Result<ClientGreetings> {
    Ok(ClientGreetings { greetings: queries::greeting_list(ctx, of.client_id)? })
}

#[derive(Input)]
pub struct SendGreeting {
    client_id: Id,
    #[input(max_chars = 500)]
    text: String,
}

/// What the notifications module is asked to send.
#[derive(View)]
struct Send<'a> {
    client_id: Id,
    text: &'a str,
}

#[derive(View)]
struct Sent {
    greeting_id: Id,
}

/// Sends one greeting. A second one in the same year is refused by the table's own constraint.
pub fn send_greeting(ctx: &mut Mutation, input: SendGreeting) -> Result<Redirect> {
    let greeting_id = ctx.new_id();
    let (year, now) = (ctx.today().year(), ctx.now());
    queries::insert_greeting(ctx, greeting_id, input.client_id, year, now)
        .on_constraint("greetings_greeting_once_a_year", || field("client_id", "greetings-error-sent"))?;

    // Without a notifications module the greeting is only noted.
    ctx.service("notifications@1")
        .call_if_available("send", Send { client_id: input.client_id, text: &input.text })?;

    ctx.emit("greetings.greeting.sent", input.client_id, Sent { greeting_id })?;
    Ok(redirect("birthday-list").toast("greetings-toast-sent").created(Sent { greeting_id }))
}
