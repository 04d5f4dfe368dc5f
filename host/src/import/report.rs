//! Rejected rows as a CSV: the person mends the cells in their own program and brings the file back.

/// Characters that make a spreadsheet run a cell when they stand first (security.md 4.1).
const STARTERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell as a spreadsheet must not run it: with an apostrophe in front where it would.
pub fn guarded(text: &str) -> String {
    if text.starts_with(STARTERS) { format!("'{text}") } else { text.to_owned() }
}

/// The text behind a guard that [`guarded`] set, so that a report can be imported again. `None` = not guarded.
pub fn unguarded(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(STARTERS))
}

/// Records as CSV that Excel opens by a double click: UTF-8 with its mark, semicolons, CRLF.
pub fn csv<'a>(records: impl IntoIterator<Item = &'a [String]>) -> String {
    let mut text = String::from('\u{feff}');
    for record in records {
        let cells: Vec<String> = record.iter().map(|cell| quoted(&guarded(cell))).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    let special = cell.contains(['"', ';', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
    if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::{Options, read};

    #[test]
    fn no_cell_of_a_report_runs_and_every_cell_comes_back() {
        let cells: Vec<String> = [
            "=1+1",
            "+998901112233",
            "-5",
            "@SUM(A1)",
            "a;b",
            "say \"hi\"",
            "two\nlines",
            "'quoted'",
            "Ўлмас",
        ]
        .map(str::to_owned)
        .into();
        let text = csv([cells.as_slice()]);
        let mut rows = Vec::new();
        read(text.as_bytes(), &Options::default(), &mut |row| {
            rows.push(row);
            Ok(())
        })
        .expect("a table");
        let back: Vec<&str> = rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(back, cells);
        let runs = |cell: &str| cell.trim_matches('"').starts_with(STARTERS);
        assert!(!text.trim_start_matches('\u{feff}').split([';', '\n']).any(runs), "{text}");
    }
}
