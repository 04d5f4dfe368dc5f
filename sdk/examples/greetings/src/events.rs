//! What happens without a person: the morning job, merged clients.

use crate::{model, queries};
use pardoz_sdk::prelude::*;

#[derive(Input)]
pub struct Merged {
    client_id: Id,
    merged_client_id: Id,
}

/// Two cards became one: so do their greetings.
pub fn client_merged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id, merged_client_id } = event.payload;
    queries::move_greetings(ctx, client_id, merged_client_id)?;
    queries::delete_greetings(ctx, merged_client_id)?;
    Ok(())
}

#[derive(View)]
struct Due {
    client_id: Id,
}

/// Tells whoever wants to know whose birthday it is and who has not been greeted yet.
pub fn morning(ctx: &mut Mutation) -> Result<()> {
    let month_days = model::month_days(ctx.today(), 1);
    let birthdays = queries::birthday_list(ctx, &month_days, ctx.today().year())?;
    for birthday in birthdays.iter().filter(|birthday| birthday.sent_at.is_none()) {
        ctx.emit("greetings.birthday.due", birthday.client_id, Due { client_id: birthday.client_id })?;
    }
    Ok(())
}
