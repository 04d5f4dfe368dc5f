//! What a plugin keeps and hands over: settings, tables, lists that come in and go out.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use toml::Spanned;

use super::screen::default_order;

/// What the owner may set, in the form the admin panel draws from it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub key: Spanned<String>,
    /// `text` `integer` `boolean` `money` `percent` `select` `time` `secret`.
    #[serde(rename = "type")]
    pub kind: Spanned<String>,
    #[serde(default)]
    pub range: Option<(i64, i64)>,
    #[serde(default)]
    pub options: Vec<String>,
    /// What a `text` or `secret` must look like as a whole, as a regular expression; nothing typed is always taken.
    pub pattern: Option<Spanned<String>>,
    /// Text key of what is said when it does not.
    pub message: Option<Spanned<String>>,
    /// The pattern, read at its first use: every call of a plugin loads its settings. `None`: it cannot be read.
    #[serde(skip)]
    compiled: OnceLock<Option<regex::Regex>>,
    /// A secret has none.
    #[serde(default = "no_default")]
    pub default: toml::Value,
    pub title: Spanned<String>,
    #[serde(default)]
    pub hint: Option<Spanned<String>>,
    #[serde(default)]
    pub section: Option<String>,
}

impl Setting {
    pub fn is_secret(&self) -> bool {
        self.kind.get_ref() == "secret"
    }

    /// Does this text look like the setting's `pattern`?
    pub fn fits(&self, text: &str) -> bool {
        let Some(pattern) = self.pattern.as_ref().filter(|_| !text.is_empty()) else { return true };
        let compiled = self.compiled.get_or_init(|| whole(pattern.get_ref()).ok());
        compiled.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// Memory one compiled pattern may take, bytes.
const PATTERN_BYTES_MAX: usize = 64 << 10;

/// A pattern speaks of the whole text, as the attribute of HTML does.
pub(super) fn whole(pattern: &str) -> Result<regex::Regex, regex::Error> {
    // Read bare first: a parenthesis of its own must not close ours.
    regex::Regex::new(pattern)?;
    regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(PATTERN_BYTES_MAX).build()
}

fn no_default() -> toml::Value {
    toml::Value::String(String::new())
}

/// What the gate and the erasing of a person must know of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub name: Spanned<String>,
    /// The gate refuses `update` and `delete` for ever.
    #[serde(default)]
    pub append_only: bool,
    /// Column → what it identifies (`client`): what export and erase must reach.
    #[serde(default)]
    pub personal: BTreeMap<String, String>,
    /// Column → permission without which the host masks it.
    #[serde(default)]
    pub sensitive: BTreeMap<String, String>,
}

/// A list that a person may bring in from a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    pub handler: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    /// Who has its permission brings this list in, without the right to bring in lists at all.
    #[serde(default)]
    pub own_right: bool,
    #[serde(default = "default_order")]
    pub order: i64,
    #[serde(default, rename = "field")]
    pub fields: Vec<ImportField>,
}

/// A column such a list may have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportField {
    pub key: Spanned<String>,
    /// `text` `phone` `day` `time` `datetime` `money` `integer` `email`.
    #[serde(rename = "type")]
    pub kind: Spanned<String>,
    #[serde(default)]
    pub required: bool,
    /// Header spellings, in any language.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub title: Option<Spanned<String>>,
}

/// A list that may be downloaded as CSV and XLSX: a `GET` route, asked page by page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    pub route: Spanned<String>,
    pub title: Spanned<String>,
    /// The field of the answer that holds the rows. A field `next` holds the inputs of the next page.
    pub rows: String,
    pub permission: Spanned<String>,
    #[serde(default, rename = "column")]
    pub columns: Vec<ExportColumn>,
}

/// One column of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportColumn {
    pub key: String,
    pub title: Spanned<String>,
    /// `text` `phone` `integer` `money` (minor units) `quantity` (thousandths) `day` `datetime` (milliseconds).
    #[serde(rename = "type", default = "default_column_type")]
    pub kind: Spanned<String>,
}

fn default_column_type() -> Spanned<String> {
    Spanned::new(0..0, "text".to_owned())
}

/// Fills a demo salon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub handler: Spanned<String>,
    /// Plugins with a lower order are filled first.
    #[serde(default = "default_order")]
    pub order: i64,
}
