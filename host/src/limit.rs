//! Every limit, named, in one place.

// Imports: files that strangers made (security.md 4.1, uploads).
/// Bytes of an uploaded list. The largest real one seen has 3 MB.
pub const IMPORT_FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Bytes a workbook may unpack to, all its parts together.
pub const IMPORT_UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Parts in a workbook's archive.
pub const IMPORT_ZIP_ENTRIES_MAX: usize = 2_000;
/// Rows with content in one list.
pub const IMPORT_ROWS_MAX: u32 = 200_000;
pub const IMPORT_COLUMNS_MAX: usize = 200;
/// Characters of one cell; the rest is cut and the row is rejected if the column is used.
pub const IMPORT_CELL_CHARS_MAX: usize = 10_000;
