//! The five types of the portable dialect, and which of them meet in one expression.

use std::fmt;

/// A column's type. Money is `bigint` minor units, an instant `bigint` milliseconds UTC,
/// a local day `text` YYYY-MM-DD, an id `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SqlType {
    Text,
    Bigint,
    Double,
    Boolean,
    Bytea,
}

impl SqlType {
    pub const ALL: [SqlType; 5] =
        [SqlType::Text, SqlType::Bigint, SqlType::Double, SqlType::Boolean, SqlType::Bytea];

    /// The type's name as authors write it.
    pub fn name(self) -> &'static str {
        match self {
            SqlType::Text => "text",
            SqlType::Bigint => "bigint",
            SqlType::Double => "double precision",
            SqlType::Boolean => "boolean",
            SqlType::Bytea => "bytea",
        }
    }

    /// Reads a type's name as it stands in headers and contracts; `None` for any other word.
    pub fn parse(word: &str) -> Option<SqlType> {
        SqlType::ALL.into_iter().find(|ty| ty.name() == word).or(match word {
            "double" => Some(SqlType::Double),
            _ => None,
        })
    }

    pub(crate) fn is_number(self) -> bool {
        match self {
            SqlType::Bigint | SqlType::Double => true,
            SqlType::Text | SqlType::Boolean | SqlType::Bytea => false,
        }
    }
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A type and whether the value may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnType {
    pub ty: SqlType,
    pub nullable: bool,
}

impl ColumnType {
    pub fn new(ty: SqlType, nullable: bool) -> ColumnType {
        ColumnType { ty, nullable }
    }

    /// Reads `text`, `bigint?`, `double precision?` as contracts and headers spell them.
    pub fn parse(word: &str) -> Option<ColumnType> {
        let (name, nullable) = match word.strip_suffix('?') {
            Some(name) => (name, true),
            None => (word, false),
        };
        SqlType::parse(name.trim()).map(|ty| ColumnType { ty, nullable })
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.ty, if self.nullable { "?" } else { "" })
    }
}

/// The type of an expression. `ty` is `None` for a bare `null`, which takes the type beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExprType {
    pub ty: Option<SqlType>,
    pub nullable: bool,
}

impl ExprType {
    pub const NULL: ExprType = ExprType { ty: None, nullable: true };

    pub fn new(ty: SqlType, nullable: bool) -> ExprType {
        ExprType { ty: Some(ty), nullable }
    }

    pub(crate) fn is(self, ty: SqlType) -> bool {
        self.ty.is_none_or(|own| own == ty)
    }

    pub(crate) fn name(self) -> &'static str {
        self.ty.map_or("null", SqlType::name)
    }
}

impl From<ColumnType> for ExprType {
    fn from(column: ColumnType) -> ExprType {
        ExprType::new(column.ty, column.nullable)
    }
}

/// The one type both sides can have: equal types, or the wider number. `Err` when there is none.
pub(crate) fn unify(a: Option<SqlType>, b: Option<SqlType>) -> Result<Option<SqlType>, ()> {
    match (a, b) {
        (None, other) | (other, None) => Ok(other),
        (Some(a), Some(b)) if a == b => Ok(Some(a)),
        (Some(a), Some(b)) if a.is_number() && b.is_number() => Ok(Some(SqlType::Double)),
        (Some(_), Some(_)) => Err(()),
    }
}
