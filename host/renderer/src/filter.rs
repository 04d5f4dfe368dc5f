//! Tera filters: each reads a value and the current scope, and asks `format`.
//!
//! Null and an empty text stay empty, so a template may print an optional value without asking first.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::Value;
use tera::Tera;

use crate::{RenderScope, format, scope};

/// The filters that write a value, by name.
const WRITERS: [&str; 26] = [
    "money",
    "money_short",
    "money_unit",
    "money_plain",
    "number",
    "percent",
    "day",
    "day_short",
    "day_month",
    "day_year",
    "day_number",
    "month",
    "month_short",
    "weekday",
    "weekday_short",
    "time",
    "clock",
    "datetime",
    "ago",
    "duration",
    "phone",
    "initials",
    "tint",
    "class_minutes",
    "class_percent",
    "iso",
];

/// Tera's own filters that need no feature we left out.
const BUILT_IN: [&str; 39] = [
    "abs",
    "addslashes",
    "as_str",
    "capitalize",
    "concat",
    "default",
    "escape",
    "escape_xml",
    "filter",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json_encode",
    "last",
    "length",
    "linebreaksbr",
    "lower",
    "map",
    "nth",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "slice",
    "sort",
    "spaceless",
    "split",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
];

/// Every filter a template may use.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    WRITERS.into_iter().chain(BUILT_IN).chain(["link", "or", "wordcount"])
}

pub(crate) fn register(tera: &mut Tera) {
    for name in WRITERS {
        tera.register_filter(name, move |value: &Value, _: &HashMap<String, Value>| {
            let written = scope::current(|scope| apply(name, value, scope));
            written
                .unwrap_or_else(|| Err("no page is being drawn".into()))
                .map(Value::from)
                .map_err(|cause| tera::Error::msg(format!("filter `{name}`: {cause}")))
        });
    }
    tera.register_filter("link", |value: &Value, _: &HashMap<String, Value>| {
        let address = value.as_str().unwrap_or_default();
        let leads_out = scope::current(|scope| leads_out(address, &scope.links)).unwrap_or_default();
        Ok(Value::from(if leads_out { address } else { safe_link(address) }))
    });
    // Keeps the template honest about absent optional values: `x | or(value="–")`.
    tera.register_filter("or", |value: &Value, args: &HashMap<String, Value>| {
        let empty = value.is_null() || value.as_str() == Some("");
        Ok(if empty { args.get("value").cloned().unwrap_or(Value::Null) } else { value.clone() })
    });
}

/// Writes `value` as the filter `name` does.
pub(crate) fn apply(name: &str, value: &Value, scope: &RenderScope) -> Result<String, String> {
    if name == "money_unit" {
        return Ok(format::money_unit(scope.locale, &scope.currency));
    }
    if value.is_null() || value.as_str() == Some("") {
        return Ok(String::new());
    }
    let locale = scope.locale;
    Ok(match name {
        "money" => format::money(locale, whole(value)?, &scope.currency),
        "money_plain" => format::money_plain(locale, whole(value)?, &scope.currency),
        "money_short" => format::money_short(locale, whole(value)?),
        "number" => format::number(locale, decimal(value)?, 2),
        "percent" => format::percent(locale, decimal(value)?),
        "day" => format::day(locale, date(value, scope)?, scope.today()),
        "day_short" => format::day_short(locale, date(value, scope)?, scope.today()),
        "day_month" => format::day_month(locale, date(value, scope)?),
        "day_year" => format::day_year(locale, date(value, scope)?),
        "day_number" => date(value, scope)?.day().to_string(),
        "month_short" => format::month_short(locale, date(value, scope)?),
        "month" => format::month_year(locale, date(value, scope)?),
        "weekday" => format::weekday(locale, date(value, scope)?).into(),
        "weekday_short" => format::weekday_short(locale, date(value, scope)?).into(),
        "time" => format::time(wall_time(value, scope)?),
        "clock" => clock(whole(value)?),
        "datetime" => format::datetime(locale, wall_time(value, scope)?, scope.today()),
        "ago" => {
            let at = Timestamp::from_millisecond(whole(value)?).map_err(|e| e.to_string())?;
            format::ago(locale, at, scope.now_seen_from(at), &scope.timezone)
        }
        "duration" => format::duration(locale, whole(value)?),
        "phone" => format::phone(text(value)?),
        "initials" => format::initials(text(value)?),
        "tint" => format::tint(text(value)?).to_string(),
        "class_minutes" => (whole(value)?.clamp(0, 1440) / 5).to_string(),
        "class_percent" => (decimal(value)?.clamp(0.0, 100.0).round() as u32).to_string(),
        "iso" => iso(value, scope)?,
        unknown => return Err(format!("there is no filter `{unknown}`")),
    })
}

/// Minutes of a day as a clock reading: 540 → `09:00`.
fn clock(minutes: i64) -> String {
    let minutes = minutes.clamp(0, 1440);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// RFC 3339 with the zone's offset, for `datetime=` attributes and hidden fields.
fn iso(value: &Value, scope: &RenderScope) -> Result<String, String> {
    if value.is_string() {
        return Ok(date(value, scope)?.to_string());
    }
    let at = Timestamp::from_millisecond(whole(value)?).map_err(|e| e.to_string())?;
    Ok(at.to_zoned(scope.timezone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Over HTTPS to one of the hosts the owner agreed to, named to the letter.
fn leads_out(address: &str, hosts: &[String]) -> bool {
    let rest = address.strip_prefix("https://").unwrap_or_default();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    hosts.iter().any(|host| *host == rest[..end])
}

/// Lets through only addresses of this site and plain contact links; anything else becomes `#`.
pub(crate) fn safe_link(address: &str) -> &str {
    let own = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
    let local = address.is_empty() || own || address.starts_with(['#', '?']);
    let contact = ["tel:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    if local || contact { address } else { "#" }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("expected a text, got {value}"))
}

fn whole(value: &Value) -> Result<i64, String> {
    let number = value.as_i64().or_else(|| value.as_f64().map(|f| f.round() as i64));
    let number = number.or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    number.ok_or_else(|| format!("expected a whole number, got {value}"))
}

fn decimal(value: &Value) -> Result<f64, String> {
    let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    number.ok_or_else(|| format!("expected a number, got {value}"))
}

/// A local day `YYYY-MM-DD`, or the day of an instant in the scope's zone.
fn date(value: &Value, scope: &RenderScope) -> Result<Date, String> {
    match value.as_str() {
        Some(text) => text.get(..10).unwrap_or(text).parse().map_err(|e: jiff::Error| e.to_string()),
        None => Ok(scope.local(whole(value)?).date()),
    }
}

fn wall_time(value: &Value, scope: &RenderScope) -> Result<DateTime, String> {
    match value.as_str() {
        Some(text) if text.len() == 5 => {
            let time = jiff::civil::Time::strptime("%H:%M", text).map_err(|e| e.to_string())?;
            Ok(scope.today().to_datetime(time))
        }
        Some(text) => match text.parse::<Timestamp>() {
            Ok(at) => Ok(at.to_zoned(scope.timezone.clone()).datetime()),
            Err(_) => text.parse().map_err(|e: jiff::Error| e.to_string()),
        },
        None => Ok(scope.local(whole(value)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;
    use serde_json::json;

    fn check(name: &str, value: Value, expected: &str) {
        // 2026-11-21 14:20 in Tashkent.
        let scope = RenderScope::new(Locale::Ru, 1_795_252_800_000);
        assert_eq!(apply(name, &value, &scope).unwrap().replace('\u{a0}', " "), expected);
    }

    #[test]
    fn instants_are_shown_in_the_salon_s_zone() {
        check("time", json!(1_795_252_800_000_i64), "14:20");
        check("day", json!(1_795_252_800_000_i64), "сб, 21 ноября");
        check("day", json!("2026-11-21"), "сб, 21 ноября");
        check("iso", json!(1_795_252_800_000_i64), "2026-11-21T14:20:00+05:00");
        check("time", json!("2026-11-21T09:20:00Z"), "14:20");
        check("time", json!("09:05"), "09:05");
        check("ago", json!(1_795_252_500_000_i64), "5 мин назад");
    }

    #[test]
    fn nothing_stays_nothing() {
        check("money", Value::Null, "");
        check("day", json!(""), "");
        check("money_unit", Value::Null, "сум");
    }

    #[test]
    fn positions_become_class_numbers() {
        check("class_minutes", json!(540), "108");
        check("class_minutes", json!(99_999), "288");
        check("class_percent", json!(73.4), "73");
        check("class_percent", json!(-3), "0");
        check("clock", json!(545), "09:05");
    }

    #[test]
    fn links_to_elsewhere_lead_nowhere() {
        for (address, expected) in [
            ("/p/x?a=1", "/p/x?a=1"),
            ("#top", "#top"),
            ("tel:+998901234567", "tel:+998901234567"),
            ("javascript:alert(1)", "#"),
            ("//evil.example", "#"),
            ("/\\evil.example", "#"),
            (" javascript:alert(1)", "#"),
            ("data:text/html,x", "#"),
            ("https://evil.example", "#"),
        ] {
            assert_eq!(safe_link(address), expected, "{address}");
        }
    }

    #[test]
    fn a_link_out_goes_where_the_owner_agreed_and_nowhere_else() {
        let hosts = ["checkout.paycom.uz".to_owned()];
        for (address, expected) in [
            ("https://checkout.paycom.uz/bT0x", true),
            ("https://checkout.paycom.uz?x=1", true),
            ("http://checkout.paycom.uz/", false),
            ("https://checkout.paycom.uz.evil.example/", false),
            ("https://evil.example/https://checkout.paycom.uz/", false),
            ("https://checkout.paycom.uz:8443/", false),
            ("https://checkout.paycom.uz@evil.example/", false),
            ("https://checkout.paycom.uz\\evil.example/", false),
            ("https://", false),
            ("javascript:https://checkout.paycom.uz/", false),
        ] {
            assert_eq!(leads_out(address, &hosts), expected, "{address}");
        }
    }

    #[test]
    fn a_wrong_value_is_an_error_and_no_panic() {
        let scope = RenderScope::new(Locale::Ru, 0);
        for value in [json!("x"), json!([1]), json!({"a": 1}), json!(true)] {
            assert!(apply("money", &value, &scope).is_err(), "{value}");
            assert!(apply("day", &value, &scope).is_err(), "{value}");
        }
        assert!(apply("time", &json!(i64::MAX), &scope).is_ok());
    }
}
