//! R-F5: a plan against what has come in so far.

/// How a plan stands on a day. Percent are whole, rounded half-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub used_percent: i64,
    /// What the plan would have by now if every day were alike.
    pub pace_minor: i64,
    pub deviation_minor: i64,
    /// Of the pace: +20 = a fifth above it.
    pub deviation_percent: i64,
    /// What it comes to at the end if it goes on like this.
    pub projection_minor: i64,
    /// Ten percent or more above the pace.
    pub alert: bool,
}

/// `elapsed` of `days` days are over, today included. `None` without a plan or outside of the period.
pub fn standing(plan_minor: i64, fact_minor: i64, elapsed: i64, days: i64) -> Option<Standing> {
    if plan_minor <= 0 || days <= 0 || !(1..=days).contains(&elapsed) {
        return None;
    }
    let pace_minor = ratio(plan_minor, elapsed, days)?;
    let deviation_minor = fact_minor - pace_minor;
    let deviation_percent = ratio(deviation_minor, 100, pace_minor)?;
    Some(Standing {
        used_percent: ratio(fact_minor, 100, plan_minor)?,
        pace_minor,
        deviation_minor,
        deviation_percent,
        projection_minor: ratio(fact_minor, days, elapsed)?,
        alert: i128::from(deviation_minor) * 10 >= i128::from(pace_minor),
    })
}

/// `amount × numerator ÷ denominator`, half away from zero.
fn ratio(amount: i64, numerator: i64, denominator: i64) -> Option<i64> {
    if denominator == 0 {
        return None;
    }
    let (product, denominator) = (i128::from(amount) * i128::from(numerator), i128::from(denominator));
    let half = denominator.abs() / 2;
    let away = if (product < 0) == (denominator < 0) { half } else { -half };
    let away = if denominator < 0 { -away } else { away };
    i64::try_from((product + away) / denominator).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: i64 = 100_000_000;

    /// A24: plan 12.0 m, fact 7.2 m on day 15 of 30 → 60 % used, pace +20 %, projected 14.4 m.
    #[test]
    fn r_f5_the_worked_budget_is_a_fifth_above_its_pace() {
        let standing = standing(12 * MILLION, 72 * MILLION / 10, 15, 30).unwrap();
        assert_eq!(standing.used_percent, 60);
        assert_eq!(standing.pace_minor, 6 * MILLION);
        assert_eq!(standing.deviation_minor, 12 * MILLION / 10);
        assert_eq!(standing.deviation_percent, 20);
        assert_eq!(standing.projection_minor, 144 * MILLION / 10);
        assert!(standing.alert);
    }

    #[test]
    fn r_f5_ten_percent_above_the_pace_is_an_alert_and_nine_is_not() {
        let alert = |fact: i64| standing(30 * MILLION, fact, 10, 30).unwrap().alert;
        assert!(alert(11 * MILLION));
        assert!(!alert(11 * MILLION - 1));
        assert!(!alert(0));
    }

    #[test]
    fn there_is_no_pace_without_a_plan_or_outside_of_the_period() {
        assert_eq!(standing(0, 5, 1, 30), None);
        assert_eq!(standing(5, 5, 0, 30), None);
        assert_eq!(standing(5, 5, 31, 30), None);
    }
}
