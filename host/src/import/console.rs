//! An import from the command line: the same reading, mapping and batches, in the foreground, with plain words.

use std::io::Write;
use std::path::PathBuf;

use serde_json::Map;

use super::ImportError;
use super::intake::Definition;
use super::mapping::{Mapping, plain_words};
use super::read::Options;
use super::report;
use super::run::{Importer, Upload};
use super::store::{Outcome, Run, State, StoredRow};
use crate::auth::Principal;
use crate::plugin::Plugins;
use crate::plugin::call::Text;

/// Rejected rows that are printed; the rest is counted.
const SHOWN_ROWS: i64 = 20;
/// Rows fetched at a time for a report.
const PAGE: i64 = 1_000;

/// What was asked for.
pub struct Order {
    /// `clients`, or `clients:clients` where two modules use one name.
    pub name: String,
    pub file: PathBuf,
    pub dry_run: bool,
    /// `field=column`; the column by its header, its letter (`B`) or its number from 1.
    pub mapping: Vec<String>,
    /// Where to write the rejected rows.
    pub rejected: Option<PathBuf>,
    pub locale: String,
}

/// Why the command failed, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("could not read {file}")]
    Open {
        file: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("could not write {file}")]
    Report {
        file: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("no enabled module imports `{wanted}`; there is {known}")]
    Unknown { wanted: String, known: String },
    #[error("--map {given}: {problem}")]
    Map { given: String, problem: String },
    #[error("the import stopped: {0}")]
    Stopped(String),
}

/// Brings a file in and says on `out` how it went. Ok also when rows were rejected: the file was dealt with.
///
/// # Errors
/// [`ConsoleError`]; what went in before stays in, and the same command goes on from there without doubling it.
pub async fn import(
    plugins: &Plugins,
    importer: &Importer,
    order: Order,
    out: &mut (dyn Write + Send),
) -> Result<Run, ConsoleError> {
    let definition = find(importer.definitions(), &order.name)?;
    let open = |source| ConsoleError::Open { file: order.file.clone(), source };
    let bytes = std::fs::read(&order.file).map_err(open)?;
    let file_name = order.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let upload = Upload {
        plugin: definition.plugin.clone(),
        name: definition.name.clone(),
        file_name,
        bytes,
        options: Options::default(),
        principal: Principal::background("host", &order.locale),
        locale: order.locale.clone(),
    };
    let run = importer.upload(upload).await?;
    let first = importer.first_rows(&run.run_id, 1).await?;
    let headers: Vec<String> =
        first.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect();
    let mapping = overruled(run.mapping.clone(), &order.mapping, &definition, &headers)?;
    importer.set_mapping(&run.run_id, mapping.clone()).await?;
    let words = Words { plugins, locale: &order.locale };
    words.mapping(out, &definition, &mapping, &headers);
    importer.start(&run.run_id, order.dry_run).await?;
    let mut shown = -1;
    let run = importer
        .drive(&run.run_id, |run| {
            let percent = run.done_rows() * 100 / run.data_rows().max(1);
            if percent / 10 != shown {
                shown = percent / 10;
                let _ = writeln!(out, "{:>4} %  {} / {}", percent, run.done_rows(), run.data_rows());
            }
        })
        .await?;
    words.result(out, importer, &definition, &run).await?;
    if let Some(file) = &order.rejected {
        let text = report_of(importer, &run, |row| words.reason(&definition, row)).await?;
        std::fs::write(file, text).map_err(|source| ConsoleError::Report { file: file.clone(), source })?;
    }
    match run.state {
        State::Checked | State::Done => Ok(run),
        other => Err(ConsoleError::Stopped(other.name().to_owned())),
    }
}

fn find(definitions: Vec<Definition>, wanted: &str) -> Result<Definition, ConsoleError> {
    let names: Vec<String> = definitions.iter().map(|one| format!("{}:{}", one.plugin, one.name)).collect();
    let mut fitting: Vec<Definition> = definitions
        .into_iter()
        .filter(|one| one.name == wanted || format!("{}:{}", one.plugin, one.name) == wanted)
        .collect();
    match fitting.len() {
        1 => Ok(fitting.remove(0)),
        _ => Err(ConsoleError::Unknown { wanted: wanted.to_owned(), known: names.join(", ") }),
    }
}

/// The proposal with the person's own word put over it. `field=` leaves a field out.
fn overruled(
    mut mapping: Mapping,
    given: &[String],
    definition: &Definition,
    headers: &[String],
) -> Result<Mapping, ConsoleError> {
    for one in given {
        let refuse = |problem: String| ConsoleError::Map { given: one.clone(), problem };
        let (field, column) = one.split_once('=').ok_or_else(|| refuse("write FIELD=COLUMN".to_owned()))?;
        if !definition.fields.iter().any(|known| known.key == field) {
            let known: Vec<&str> = definition.fields.iter().map(|field| field.key.as_str()).collect();
            return Err(refuse(format!("there is no field {field}; there is {}", known.join(", "))));
        }
        mapping.columns.remove(field);
        if column.is_empty() {
            continue;
        }
        let at = column_of(column, headers)
            .ok_or_else(|| refuse(format!("there is no column {column}; there is {}", headers.join(", "))))?;
        mapping.columns.retain(|_, used| *used != at);
        mapping.columns.insert(field.to_owned(), at);
    }
    Ok(mapping)
}

fn column_of(text: &str, headers: &[String]) -> Option<usize> {
    let by_header =
        headers.iter().position(|header| plain_words(header) == plain_words(text) && !text.is_empty());
    let by_number = || text.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < headers.len());
    let by_letter = || match text.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some((letter.to_ascii_uppercase() - b'A') as usize),
        _ => None,
    };
    by_header.or_else(by_number).or_else(|| by_letter().filter(|at| *at < headers.len()))
}

/// All rejected rows with their cells and reasons, as CSV.
pub async fn report_of(
    importer: &Importer,
    run: &Run,
    reason: impl Fn(&StoredRow) -> (String, String),
) -> Result<String, ImportError> {
    let mut records: Vec<Vec<String>> = Vec::new();
    let header = importer.first_rows(&run.run_id, 1).await?;
    let titles = header.first().filter(|_| run.mapping.header);
    let width = titles.map_or(0, |row| row.cells.len());
    records.push(titles.map_or_else(Vec::new, texts));
    let mut after = 0;
    loop {
        let rows = importer.rows_of(run, Outcome::Rejected, after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = last.ordinal;
        for row in &rows {
            let mut cells = texts(row);
            // The reason stands behind the columns of the header, so that the file can be brought back as it is.
            cells.resize(cells.len().max(width), String::new());
            let (field, words) = reason(row);
            cells.push(format!("{}: {words}", [row.number.to_string(), field].join(" ").trim()));
            records.push(cells);
        }
    }
    Ok(report::csv(records.iter().map(Vec::as_slice)))
}

fn texts(row: &StoredRow) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

/// Text keys as sentences, in the language of the terminal.
struct Words<'a> {
    plugins: &'a Plugins,
    locale: &'a str,
}

impl Words<'_> {
    fn say(&self, text: &Text) -> String {
        let generation = self.plugins.current();
        let scope = generation.render_scope(self.locale, self.plugins.clock().now());
        generation.renderer().text_in(&scope, &text.ftl, &text.args)
    }

    fn key(&self, key: &str) -> String {
        self.say(&Text { ftl: key.to_owned(), args: Map::new() })
    }

    /// The field's title and the reason.
    fn reason(&self, definition: &Definition, row: &StoredRow) -> (String, String) {
        let field =
            row.field.as_ref().and_then(|key| definition.fields.iter().find(|field| field.key == *key));
        let title = field.map(|field| self.key(&field.title)).unwrap_or_default();
        (title, row.reason.as_ref().map(|reason| self.say(reason)).unwrap_or_default())
    }

    fn mapping(&self, out: &mut dyn Write, definition: &Definition, mapping: &Mapping, headers: &[String]) {
        for field in &definition.fields {
            if let Some(column) = mapping.columns.get(&field.key) {
                let header = headers.get(*column).filter(|_| mapping.header).cloned();
                let _ =
                    writeln!(out, "{} <- {}", field.key, header.unwrap_or_else(|| (column + 1).to_string()));
            }
        }
    }

    async fn result(
        &self,
        out: &mut (dyn Write + Send),
        importer: &Importer,
        definition: &Definition,
        run: &Run,
    ) -> Result<(), ImportError> {
        let rejected = importer.rows_of(run, Outcome::Rejected, 0, SHOWN_ROWS).await?;
        for row in &rejected {
            let (field, reason) = self.reason(definition, row);
            let _ = writeln!(out, "{} {}: {field} {reason}", self.key("host-import-row"), row.number);
        }
        let more = run.counts.rejected - rejected.len() as i64;
        if more > 0 {
            let _ = writeln!(out, "… + {more}");
        }
        let counts = [
            ("host-import-created", run.counts.created),
            ("host-import-updated", run.counts.updated),
            ("host-import-unchanged", run.counts.unchanged),
            ("host-import-repeated", run.counts.repeated),
            ("host-import-rejected", run.counts.rejected),
        ];
        let words: Vec<String> =
            counts.iter().map(|(key, count)| format!("{}: {count}", self.key(key))).collect();
        let state =
            if run.state == State::Checked { "host-import-checked-text" } else { "host-import-done-text" };
        let _ = writeln!(out, "{} · {}", words.join(" · "), self.key(state));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers() -> Vec<String> {
        ["Имя", "Тел.", "E-mail"].map(str::to_owned).into()
    }

    #[test]
    fn a_column_is_named_by_header_number_or_letter() {
        for (text, column) in
            [("Тел.", Some(1)), ("тел", Some(1)), ("2", Some(1)), ("B", Some(1)), ("c", Some(2))]
        {
            assert_eq!(column_of(text, &headers()), column, "{text}");
        }
        for text in ["0", "4", "D", "", "phone"] {
            assert_eq!(column_of(text, &headers()), None, "{text}");
        }
    }
}
