//! XLSX → rows. A workbook is a zip of XML, so it is a bomb until proven otherwise:
//! we unpack it ourselves, byte by counted byte, and give the library a copy that needs no unpacking.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::ReadError;
use super::read::{Cell, Flag};
use crate::limit::{IMPORT_COLUMNS_MAX, IMPORT_UNPACKED_BYTES_MAX, IMPORT_ZIP_ENTRIES_MAX};

/// The parts of a workbook that hold cells. Pictures, macros, links to other files and the rest are never opened.
fn wanted(name: &str) -> bool {
    let xml = name.ends_with(".xml") || name.ends_with(".rels");
    let place = name == "[Content_Types].xml" || name.starts_with("_rels/") || name.starts_with("xl/");
    let bulk = [
        "xl/media/",
        "xl/drawings/",
        "xl/charts/",
        "xl/theme/",
        "xl/externalLinks/",
        "xl/pivot",
        "xl/printerSettings/",
    ];
    xml && place && !bulk.iter().any(|folder| name.starts_with(folder))
}

/// Unpacks under limits and packs again without compression.
fn repack(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > IMPORT_ZIP_ENTRIES_MAX {
        return Err(ReadError::Damaged(format!("{} parts", archive.len())));
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(ReadError::NotATable { what: other_zip(&archive) });
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut budget = IMPORT_UNPACKED_BYTES_MAX;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| damaged(&e))?;
        let name = entry.name().to_owned();
        if !wanted(&name) {
            continue;
        }
        let declared = entry.size();
        if declared > budget {
            return Err(ReadError::Bomb { max: IMPORT_UNPACKED_BYTES_MAX });
        }
        // The declared size is the sender's word: read one byte more than it and see.
        let mut unpacked = Vec::new();
        entry.take(declared + 1).read_to_end(&mut unpacked).map_err(|e| damaged(&e))?;
        if unpacked.len() as u64 != declared {
            return Err(ReadError::Damaged(format!("{name} is not as long as it says")));
        }
        if name.ends_with("sharedStrings.xml") {
            check_string_count(&unpacked)?;
        }
        budget -= declared;
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, stored).map_err(|e| damaged(&e))?;
        writer.write_all(&unpacked).map_err(|e| damaged(&e))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|e| damaged(&e))
}

/// What a zip without a workbook is, as far as its names tell.
fn other_zip(archive: &ZipArchive<Cursor<&[u8]>>) -> &'static str {
    let has = |name: &str| archive.index_for_name(name).is_some();
    match () {
        () if has("word/document.xml") => "a Word document",
        () if has("content.xml") => "an OpenDocument file",
        () if has("xl/workbook.bin") => "a binary workbook (XLSB)",
        () if has("plugin.toml") => "a plugin bundle",
        () => "a zip archive",
    }
}

/// The library reserves room for as many strings as the file claims to have, so the claim must be possible:
/// the shortest string takes five bytes (`<si/>`).
fn check_string_count(xml: &[u8]) -> Result<(), ReadError> {
    let head = &xml[..xml.len().min(4096)];
    let head = String::from_utf8_lossy(head);
    for attribute in ["uniqueCount=", "count="] {
        for (at, _) in head.match_indices(attribute) {
            let digits: String =
                head[at + attribute.len()..].chars().skip(1).take_while(char::is_ascii_digit).collect();
            if digits.len() > 12 || digits.parse::<usize>().is_ok_and(|count| count > xml.len() / 5 + 1) {
                return Err(ReadError::Damaged("more strings are announced than the file can hold".into()));
            }
        }
    }
    // A declaration further down than the first page would escape the look above.
    if xml.len() > 4096 && !head.contains("<sst") && !head.contains(":sst") {
        return Err(ReadError::Damaged("shared strings do not begin with their list".into()));
    }
    Ok(())
}

/// Reads the sheet called `wanted` (or the first that has cells) and hands each row on: its number as the
/// program shows it (from 1) and its cells. Returns the sheet's name and the names of all sheets.
pub fn read(
    bytes: &[u8],
    wanted: Option<&str>,
    row: &mut dyn FnMut(u32, Vec<Cell>, bool) -> Result<(), ReadError>,
) -> Result<(String, Vec<String>), ReadError> {
    let stored = repack(bytes)?;
    // The library may meet arithmetic that overflows in a hostile file; that is this file's problem alone.
    catch_unwind(AssertUnwindSafe(|| read_stored(stored, wanted, row)))
        .unwrap_or_else(|_| Err(ReadError::Damaged("its cells have impossible places".into())))
}

fn read_stored(
    stored: Vec<u8>,
    wanted: Option<&str>,
    row: &mut dyn FnMut(u32, Vec<Cell>, bool) -> Result<(), ReadError>,
) -> Result<(String, Vec<String>), ReadError> {
    let damaged = |error: calamine::XlsxError| ReadError::Damaged(error.to_string());
    let mut workbook = Xlsx::new(Cursor::new(stored)).map_err(damaged)?;
    let names = workbook.sheet_names().to_vec();
    let tried: Vec<String> = match wanted {
        Some(name) if names.iter().any(|other| other == name) => vec![name.to_owned()],
        Some(name) => return Err(ReadError::NoSuchSheet(name.to_owned())),
        None => names.clone(),
    };
    for name in tried {
        let mut found = false;
        let reader = match workbook.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart sheet among the others is no reason to refuse the file.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(error)),
        };
        rows_of(reader, &mut |number, cells, overflow| {
            found |= cells.iter().any(|cell| !cell.is_empty());
            row(number, cells, overflow)
        })?;
        if found {
            return Ok((name, names));
        }
    }
    Err(ReadError::Empty)
}

fn rows_of(
    mut reader: calamine::XlsxCellReader<'_, Cursor<Vec<u8>>>,
    row: &mut dyn FnMut(u32, Vec<Cell>, bool) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut number = 0;
    let mut cells: Vec<Cell> = Vec::new();
    let mut overflow = false;
    while let Some(record) =
        reader.next_cell_with_formula_metadata().map_err(|e| ReadError::Damaged(e.to_string()))?
    {
        let (at, column) = (record.pos.0.saturating_add(1), record.pos.1 as usize);
        if at != number {
            if number != 0 {
                row(number, std::mem::take(&mut cells), std::mem::take(&mut overflow))?;
            }
            number = at;
        }
        let cell = cell_of(&record.value, record.formula.is_some());
        if column >= IMPORT_COLUMNS_MAX {
            overflow |= !cell.is_empty();
            continue;
        }
        // A row lists only the cells it has; the gaps are empty.
        if cells.len() <= column {
            cells.resize_with(column + 1, Cell::default);
        }
        cells[column] = cell;
    }
    if number != 0 {
        row(number, cells, overflow)?;
    }
    Ok(())
}

fn cell_of(value: &DataRef<'_>, formula: bool) -> Cell {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => return Cell { text: String::new(), flag: Some(Flag::Error) },
    };
    // The value a formula had when the file was saved is a value like any other; without one there is nothing to take.
    let flag = (formula && text.trim().is_empty()).then_some(Flag::Formula);
    Cell::new(text, flag)
}

/// A number without the exponent or the tail of zeros that nobody typed. A phone kept as a number comes back whole.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// `1990-02-14`, with ` 09:30` where the cell has a time of day. A serial outside the calendar stays a number,
/// so that whoever checks dates refuses it with the cell's own text.
fn moment_text(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&serial) {
        let minutes = (serial * 1440.0).round() as i64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    if !(0.0..2_958_466.0).contains(&serial) {
        return number_text(serial);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A workbook of one sheet, written the way small exporters write: `sheet` is the inside of `<sheetData>`.
    pub fn workbook(sheet: &str) -> Vec<u8> {
        workbook_with(&[(
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>").as_bytes(),
        )])
    }

    pub fn workbook_with(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut all: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
            ("xl/workbook.xml", br#"<workbook><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>"#),
            ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
            ("xl/styles.xml", br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>"#),
        ];
        all.extend_from_slice(parts);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in all {
            writer.start_file(name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("a zip").into_inner()
    }

    fn rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<Cell>)>, ReadError> {
        let mut rows = Vec::new();
        read(bytes, None, &mut |number, cells, _| {
            rows.push((number, cells));
            Ok(())
        })?;
        Ok(rows)
    }

    fn texts(sheet: &str) -> Vec<String> {
        rows(&workbook(sheet)).expect("rows")[0].1.iter().map(|cell| cell.text.clone()).collect()
    }

    #[test]
    fn texts_numbers_and_gaps_come_as_they_stand() {
        let sheet = r#"<row r="3"><c r="A3" t="inlineStr"><is><t>Лола &amp; Ко</t></is></c><c r="C3"><v>998901112233</v></c><c r="D3"><v>0.5</v></c><c r="E3" t="b"><v>1</v></c></row>"#;
        assert_eq!(texts(sheet), ["Лола & Ко", "", "998901112233", "0.5", "1"]);
        assert_eq!(rows(&workbook(sheet)).expect("rows")[0].0, 3);
    }

    #[test]
    fn dates_become_days_and_absurd_ones_stay_numbers() {
        let sheet = r#"<row r="1"><c r="A1" s="1"><v>32918</v></c><c r="B1" s="2"><v>45943.5</v></c><c r="C1" s="1"><v>99999999</v></c><c r="D1" s="1"><v>-5</v></c><c r="E1" s="3"><v>0.40625</v></c></row>"#;
        assert_eq!(texts(sheet), ["1990-02-14", "2025-10-13 12:00", "99999999", "-5", "09:45"]);
    }

    #[test]
    fn a_formula_gives_its_saved_value_or_a_flag() {
        let sheet = r#"<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>Lola</v></c><c r="B1"><f>WEBSERVICE("http://evil")</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#;
        let cells = rows(&workbook(sheet)).expect("rows").remove(0).1;
        assert_eq!(cells[0], Cell::new("Lola".into(), None));
        assert_eq!(cells[1].flag, Some(Flag::Formula));
        assert_eq!(cells[2].flag, Some(Flag::Error));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let zeros = vec![b' '; IMPORT_UNPACKED_BYTES_MAX as usize + 1];
        let bytes = workbook_with(&[("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bytes.len() < 1_000_000, "it must look harmless");
        assert_eq!(rows(&bytes), Err(ReadError::Bomb { max: IMPORT_UNPACKED_BYTES_MAX }));
    }

    #[test]
    fn a_declared_size_that_lies_is_refused() {
        let mut bytes = workbook_with(&[("xl/worksheets/sheet1.xml", &vec![b' '; 100_000])]);
        // The uncompressed size stands in the central directory; make every 100,000 there a 10.
        let lie = 100_000u32.to_le_bytes();
        let mut found = 0;
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == lie {
                bytes[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
                found += 1;
            }
        }
        assert!(found > 0);
        assert!(matches!(rows(&bytes), Err(ReadError::Damaged(_))));
    }

    #[test]
    fn a_claim_of_a_billion_strings_reserves_nothing() {
        let strings = br#"<sst uniqueCount="4000000000"><si><t>x</t></si></sst>"#;
        let bytes = workbook_with(&[
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
        ]);
        assert!(matches!(rows(&bytes), Err(ReadError::Damaged(_))));
    }

    #[test]
    fn impossible_cell_places_are_an_error_of_the_file() {
        for place in ["A99999999999", "ZZZZZZZZZZ1", "1", "Я1"] {
            let sheet = format!(r#"<row r="1"><c r="{place}"><v>1</v></c></row>"#);
            let result = rows(&workbook(&sheet));
            assert!(
                result.is_err()
                    || result.is_ok_and(|rows| rows.iter().all(|row| row.1.len() <= IMPORT_COLUMNS_MAX)),
                "{place}"
            );
        }
    }

    #[test]
    fn other_archives_are_named() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
        let bytes = writer.finish().expect("a zip").into_inner();
        assert_eq!(rows(&bytes), Err(ReadError::NotATable { what: "a Word document" }));
    }

    #[test]
    fn broken_xml_and_cut_archives_are_damaged_not_fatal() {
        for sheet in [
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
            "<row r=\"1\"><c r=\"A1\"",
            "<row r=\"1\"><c r=\"A1\" t=\"q\"><v>1</v></c></row>",
        ] {
            assert!(rows(&workbook(sheet)).is_err(), "{sheet}");
        }
        let whole = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        for cut in (0..whole.len()).step_by(97) {
            assert!(rows(&whole[..cut]).is_err());
        }
    }
}
