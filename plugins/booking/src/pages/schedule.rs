//! The day by master.

use pardoz_sdk::prelude::*;

use super::board::{self, Board};
use crate::book::Place;

#[derive(Input)]
pub struct DayPage {
    /// Today, if absent.
    pub day: Option<Day>,
    pub branch: Option<Id>,
    /// The lane a phone shows.
    pub staff: Option<Id>,
}

pub fn show_day(ctx: &Query, page: DayPage) -> Result<Board> {
    let place = Place::find(ctx, page.branch)?;
    let day = page.day.unwrap_or(place.today);
    board::draw(ctx, place, day, page.staff)
}
