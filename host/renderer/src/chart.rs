//! Geometry for the chart components: numbers in, SVG path data out.
//!
//! Tera can draw the SVG, but arithmetic over a list is clumsy there, and a chart must not depend on it.

use std::collections::HashMap;

use serde_json::Value;
use tera::Tera;

type Args = HashMap<String, Value>;

pub(crate) fn register(tera: &mut Tera) {
    tera.register_function("line_path", |args: &Args| Ok(Value::from(line(&read(args)))));
    tera.register_function("area_path", |args: &Args| Ok(Value::from(area(&read(args)))));
    tera.register_function("chart_points", |args: &Args| Ok(points_json(&read(args))));
    tera.register_function("chart_max", |args: &Args| {
        Ok(Value::from(nice_ceiling(numbers(args.get("values")).into_iter().flatten().fold(0.0, f64::max))))
    });
    tera.register_function("share", |args: &Args| {
        let number = |name: &str| args.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        let (part, whole) = (number("part"), number("whole"));
        Ok(Value::from(if whole > 0.0 { (part / whole * 100.0).clamp(0.0, 100.0).round() as u32 } else { 0 }))
    });
}

/// What a series is drawn into: a box of `width` × `height` at `left`, `top`, values from `min` to `max`.
struct Series {
    values: Vec<Option<f64>>,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    min: f64,
    max: f64,
}

fn numbers(value: Option<&Value>) -> Vec<Option<f64>> {
    match value {
        // 500 points are more than a chart's pixels; more would only be bytes.
        Some(Value::Array(list)) => list.iter().take(500).map(Value::as_f64).collect(),
        _ => Vec::new(),
    }
}

fn read(args: &Args) -> Series {
    let number = |name: &str, default: f64| args.get(name).and_then(Value::as_f64).unwrap_or(default);
    let mut values = numbers(args.get("values"));
    // `count` alone asks for evenly spaced places, for the labels below an axis.
    if let Some(count) = args.get("count").and_then(Value::as_u64).filter(|_| values.is_empty()) {
        values = vec![Some(0.0); count.min(500) as usize];
    }
    let known = || values.iter().flatten().copied();
    let min = number("min", known().fold(f64::INFINITY, f64::min).min(0.0));
    let max = number("max", known().fold(f64::NEG_INFINITY, f64::max));
    let max = if max > min { max } else { min + 1.0 };
    Series {
        left: number("left", 0.0),
        top: number("top", 0.0),
        width: number("width", 100.0),
        height: number("height", 20.0),
        min,
        max,
        values,
    }
}

/// Each known value's place, rounded to a tenth of a pixel.
fn points(series: &Series) -> Vec<(f64, f64)> {
    let steps = series.values.len().saturating_sub(1).max(1) as f64;
    let tenth = |x: f64| (x * 10.0).round() / 10.0;
    let placed = series.values.iter().enumerate().filter_map(|(index, value)| {
        let share = ((*value)? - series.min) / (series.max - series.min);
        let x = series.left + series.width * index as f64 / steps;
        let y = series.top + series.height * (1.0 - share.clamp(0.0, 1.0));
        Some((tenth(x), tenth(y)))
    });
    placed.collect()
}

fn line(series: &Series) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points(series).into_iter().enumerate() {
        path.push_str(&format!("{}{x} {y}", if index == 0 { 'M' } else { 'L' }));
    }
    path
}

fn area(series: &Series) -> String {
    let placed = points(series);
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return String::new() };
    let floor = series.top + series.height;
    format!("{}L{} {floor}L{} {floor}Z", line(series), last.0, first.0)
}

fn points_json(series: &Series) -> Value {
    let placed = points(series);
    placed.into_iter().map(|(x, y)| serde_json::json!({"x": x, "y": y})).collect()
}

/// The next "round" number an axis may end at: 1, 2, 2.5, 5 or 10 times a power of ten.
fn nice_ceiling(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * power >= value - power * 1e-9);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn args(values: Value) -> Args {
        HashMap::from([
            ("values".to_string(), values),
            ("width".to_string(), json!(100)),
            ("height".to_string(), json!(10)),
        ])
    }

    #[test]
    fn a_line_runs_through_its_values() {
        assert_eq!(line(&read(&args(json!([0, 5, 10])))), "M0 10L50 5L100 0");
        assert_eq!(area(&read(&args(json!([0, 10])))), "M0 10L100 0L100 10L0 10Z");
    }

    #[test]
    fn gaps_and_nothing_draw_nothing_wrong() {
        assert_eq!(line(&read(&args(json!([0, null, 10])))), "M0 10L100 0");
        assert_eq!(line(&read(&args(json!([])))), "");
        assert_eq!(area(&read(&args(json!("x")))), "");
        assert_eq!(line(&read(&args(json!([7])))), "M0 0");
        assert_eq!(line(&read(&args(json!([0, 0])))), "M0 10L100 10");
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        for (value, end) in [(412.6, 500.0), (17.4, 20.0), (1.0, 1.0), (0.23, 0.25), (0.0, 1.0)] {
            assert!((nice_ceiling(value) - end).abs() < 1e-9, "{value}");
        }
    }
}
