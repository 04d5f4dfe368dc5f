//! R-I4: what is available when the calendar is believed, and the day on which it runs out.
//! R-I5: the critical level, told once, and what to order.

/// What bookings will take on one day, in order of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNeed {
    /// `YYYY-MM-DD`.
    pub day: String,
    pub quantity_milli: i64,
}

/// R-I4: on hand, less what open bills hold, less the norms of the coming bookings.
pub fn available(on_hand_milli: i64, reserved_milli: i64, needs: &[DayNeed]) -> i64 {
    on_hand_milli - reserved_milli - needs.iter().map(|need| need.quantity_milli).sum::<i64>()
}

/// R-I4: the first day whose bookings the stock does not last for.
pub fn runs_out_on(on_hand_milli: i64, reserved_milli: i64, needs: &[DayNeed]) -> Option<&str> {
    let mut left = on_hand_milli - reserved_milli;
    for need in needs {
        left -= need.quantity_milli;
        if left < 0 {
            return Some(&need.day);
        }
    }
    None
}

/// So many days the stock lasts at the pace of the last days; `None` = nothing was used.
pub fn days_left(available_milli: i64, used_milli: i64, used_days: i64) -> Option<i64> {
    if used_milli <= 0 || used_days <= 0 {
        return None;
    }
    let days = i128::from(available_milli.max(0)) * i128::from(used_days) / i128::from(used_milli);
    Some(i64::try_from(days).unwrap_or(i64::MAX).min(999))
}

/// What crossing the critical level asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// Nothing changed.
    Same,
    /// At or below the level now, and nobody has been told: the one alert.
    Low,
    /// Above it again: the next crossing is told again.
    Rearmed,
}

/// R-I5: one alert when available comes to ≤ critical; armed again only after it is above.
pub fn crossing(told: bool, available_milli: i64, critical_milli: i64) -> Crossing {
    match (told, available_milli <= critical_milli) {
        (false, true) => Crossing::Low,
        (true, false) => Crossing::Rearmed,
        _ => Crossing::Same,
    }
}

/// R-I5: ceil((target − available − on order) / package), in whole packages.
pub fn suggested_packages(
    target_milli: i64,
    available_milli: i64,
    on_order_milli: i64,
    package_milli: i64,
) -> i64 {
    let missing = target_milli - available_milli - on_order_milli;
    if missing <= 0 { 0 } else { (missing + package_milli.max(1) - 1) / package_milli.max(1) }
}

/// The level a page shows: `critical` at or below the critical level, `low` up to half above it, else `ok`.
pub fn level(available_milli: i64, critical_milli: Option<i64>) -> &'static str {
    match critical_milli {
        Some(critical) if available_milli <= critical => "critical",
        Some(critical) if available_milli <= critical + critical / 2 => "low",
        _ if available_milli < 0 => "critical",
        _ => "ok",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(day: &str, ml: i64) -> DayNeed {
        DayNeed { day: day.into(), quantity_milli: ml * 1000 }
    }

    #[test]
    fn r_i4_a14_four_colourings_need_more_than_there_is() {
        // Tomorrow's 4 colourings need 240 ml, 180 ml on hand.
        let needs: Vec<DayNeed> = (0..4).map(|_| need("2026-11-23", 60)).collect();
        assert_eq!(available(180_000, 0, &needs), -60_000);
        assert_eq!(runs_out_on(180_000, 0, &needs), Some("2026-11-23"));
        assert_eq!(runs_out_on(240_000, 0, &needs), None);
        assert_eq!(runs_out_on(240_000, 1, &needs), Some("2026-11-23"), "what a bill holds is not there");
    }

    #[test]
    fn r_i5_one_alert_a_crossing() {
        // A23: 510 → 495 at min 500.
        assert_eq!(crossing(false, 510, 500), Crossing::Same);
        assert_eq!(crossing(false, 495, 500), Crossing::Low);
        assert_eq!(crossing(true, 480, 500), Crossing::Same);
        assert_eq!(crossing(true, 500, 500), Crossing::Same, "re-armed only above");
        assert_eq!(crossing(true, 501, 500), Crossing::Rearmed);
    }

    #[test]
    fn r_i5_the_order_is_in_whole_packages() {
        assert_eq!(suggested_packages(3_000_000, 1_250_000, 1_000_000, 400_000), 2);
        assert_eq!(suggested_packages(3_000, 3_000, 0, 400), 0);
        assert_eq!(suggested_packages(3_000, 2_999, 0, 400), 1);
        assert_eq!(suggested_packages(3_000, 200, 5_000, 400), 0);
    }

    #[test]
    fn days_left_follow_the_pace() {
        assert_eq!(days_left(600_000, 300_000, 30), Some(60));
        assert_eq!(days_left(-5, 300_000, 30), Some(0));
        assert_eq!(days_left(600_000, 0, 30), None);
    }
}
