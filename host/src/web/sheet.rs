//! One table as a file: CSV that opens well in a spreadsheet, or XLSX.

use pardoz_renderer::Locale;
use rust_xlsxwriter::{DocProperties, Format as Style, Workbook, XlsxError};

/// What a list becomes.
pub struct Sheet {
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// `YYYY-MM-DD` on which it was made.
    pub day: String,
    /// R-K5: salon, person and time, on every printed page and in the file's properties.
    pub mark: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Begins with `+`, and is no formula.
    Phone(String),
    Number(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    #[error("the CSV could not be written")]
    Csv(#[from] csv::Error),
    #[error("the workbook could not be written")]
    Xlsx(#[from] XlsxError),
}

pub fn write(sheet: &Sheet, format: Format, locale: Locale) -> Result<Vec<u8>, SheetError> {
    match format {
        Format::Csv => write_csv(sheet, locale),
        Format::Xlsx => write_xlsx(sheet),
    }
}

/// With a byte order mark, and the separator and decimal sign of the reader's language: a double click opens it right.
fn write_csv(sheet: &Sheet, locale: Locale) -> Result<Vec<u8>, SheetError> {
    let out = "\u{feff}".as_bytes().to_vec();
    let mut csv = csv::WriterBuilder::new().delimiter(super::export::separator(locale)).from_writer(out);
    csv.write_record(&sheet.columns)?;
    for row in &sheet.rows {
        csv.write_record(row.iter().map(|cell| csv_text(cell, locale)))?;
    }
    csv.into_inner().map_err(|error| SheetError::Csv(error.into_error().into()))
}

fn csv_text(cell: &Cell, locale: Locale) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Phone(text) => text.clone(),
        // A text that a spreadsheet would run as a formula is kept from it by an apostrophe.
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) if locale == Locale::En => number.to_string(),
        Cell::Number(number) => number.to_string().replace('.', ","),
    }
}

fn write_xlsx(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(&sheet.title).set_comment(&sheet.mark));
    let page = book.add_worksheet();
    // Excel refuses these in a sheet's name, and names longer than 31.
    let name: String = sheet.title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    page.set_name(if name.trim().is_empty() { "Pardoz" } else { name.trim() })?;
    // In a footer `&` begins a command, and 255 characters are the most.
    let mark: String = sheet.mark.replace('&', "&&").chars().take(200).collect();
    page.set_footer(format!("&L{mark}&R&P"));
    let head = Style::new().set_bold();
    for (column, title) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, title, &head)?;
    }
    for (at, row) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Phone(text) => {
                    let text: String = text.chars().take(32_000).collect();
                    page.write_string(at, column, text)?;
                }
                Cell::Number(number) => {
                    page.write_number(at, column, *number)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    fn sheet() -> Sheet {
        let row = vec![
            Cell::Text("=1+1".into()),
            Cell::Phone("+998901234567".into()),
            Cell::Number(1250.5),
            Cell::Empty,
        ];
        Sheet {
            title: "Клиенты / Mijozlar: [hammasi]".into(),
            columns: ["Имя", "Телефон", "Сумма", "День"].map(str::to_owned).to_vec(),
            rows: vec![row],
            day: "2026-11-22".into(),
            mark: "Nafosat & Co · Lola · 2026-11-22 09:30".into(),
        }
    }

    #[test]
    fn a_csv_opens_in_the_readers_own_spreadsheet_and_runs_nothing() {
        let text = |locale| String::from_utf8(write(&sheet(), Format::Csv, locale).unwrap()).unwrap();
        assert_eq!(text(Locale::Ru), "\u{feff}Имя;Телефон;Сумма;День\n'=1+1;+998901234567;1250,5;\n");
        assert_eq!(text(Locale::En), "\u{feff}Имя,Телефон,Сумма,День\n'=1+1,+998901234567,1250.5,\n");
    }

    #[test]
    fn a_workbook_keeps_texts_as_texts_and_numbers_as_numbers() {
        let bytes = write(&sheet(), Format::Xlsx, Locale::Uz).unwrap();
        let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::String("+998901234567".into())));
        assert_eq!(range.get_value((1, 2)), Some(&Data::Float(1250.5)));
    }
}
