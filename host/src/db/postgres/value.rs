//! Values ↔ PostgreSQL's types. Columns are decoded by OID, so a `sum()` that is numeric there and an
//! integer in SQLite looks the same to a plugin.

use pardoz_sql::SqlType;
use sqlx::encode::IsNull;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Arguments, Encode, Postgres, Row as _, Type, ValueRef};

use crate::db::value::Cell;
use crate::db::{DbError, Value};

/// A null whose type the server works out from the statement.
struct Untyped;

impl Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(
        &self,
        _buffer: &mut PgArgumentBuffer,
    ) -> Result<IsNull, Box<dyn std::error::Error + Send + Sync>> {
        Ok(IsNull::Yes)
    }
}

/// Parameters, and a signature of their types. The signature becomes part of the statement's text: the
/// driver keeps prepared statements by text alone, and one prepared for a null must not get a text.
pub(super) fn arguments(params: &[Value], types: &[SqlType]) -> Result<(PgArguments, String), DbError> {
    let mut arguments = PgArguments::default();
    let mut signature = String::with_capacity(params.len());
    for (i, value) in params.iter().enumerate() {
        let kind = add(&mut arguments, value, types.get(i).copied())
            .map_err(|error| DbError::engine(format!("bind parameter {}", i + 1), error))?;
        signature.push(kind);
    }
    Ok((arguments, signature))
}

/// Adds one value; the answer is its letter in the signature.
fn add(
    arguments: &mut PgArguments,
    value: &Value,
    declared: Option<SqlType>,
) -> Result<char, Box<dyn std::error::Error + Send + Sync>> {
    match (value, declared) {
        (Value::Null, None) => arguments.add(Untyped).map(|()| 'n'),
        (Value::Null, Some(SqlType::Text)) => arguments.add(None::<&str>).map(|()| 't'),
        (Value::Null, Some(SqlType::Bigint)) => arguments.add(None::<i64>).map(|()| 'i'),
        (Value::Null, Some(SqlType::Double)) => arguments.add(None::<f64>).map(|()| 'f'),
        (Value::Null, Some(SqlType::Boolean)) => arguments.add(None::<bool>).map(|()| 'b'),
        (Value::Null, Some(SqlType::Bytea)) => arguments.add(None::<&[u8]>).map(|()| 'x'),
        (Value::Integer(integer), Some(SqlType::Boolean)) => arguments.add(*integer != 0).map(|()| 'b'),
        (Value::Integer(integer), Some(SqlType::Double)) => arguments.add(*integer as f64).map(|()| 'f'),
        (Value::Integer(integer), _) => arguments.add(*integer).map(|()| 'i'),
        (Value::Real(real), _) => arguments.add(*real).map(|()| 'f'),
        (Value::Text(text), _) => arguments.add(text.as_str()).map(|()| 't'),
        (Value::Blob(bytes), _) => arguments.add(bytes.as_slice()).map(|()| 'x'),
    }
}

/// Calls `take` with the cell.
pub(super) fn with_cell<T>(row: &PgRow, i: usize, take: impl FnOnce(Cell<'_>) -> T) -> Result<T, DbError> {
    let raw = row.try_get_raw(i).map_err(|error| DbError::engine(format!("read column {i}"), error))?;
    if raw.is_null() {
        return Ok(take(Cell::Null));
    }
    let oid = raw.type_info().oid().map_or(0, |oid| oid.0);
    decode(&raw, oid, take).map_err(|error| DbError::engine(format!("read column {i} of type {oid}"), error))
}

/// The cell as an owned value.
pub(super) fn owned(row: &PgRow, i: usize) -> Result<Value, DbError> {
    with_cell(row, i, |cell| match cell {
        Cell::Null => Value::Null,
        Cell::Integer(integer) => Value::Integer(integer),
        Cell::Real(real) => Value::Real(real),
        Cell::Text(text) => Value::Text(text.to_owned()),
        Cell::Blob(bytes) => Value::Blob(bytes.to_vec()),
    })
}

/// The OIDs of PostgreSQL's catalog (pg_type.dat); they never change.
fn decode<T>(
    raw: &PgValueRef<'_>,
    oid: u32,
    take: impl FnOnce(Cell<'_>) -> T,
) -> Result<T, Box<dyn std::error::Error + Send + Sync>> {
    if raw.format() != PgValueFormat::Binary {
        return Err("the value did not come in binary form".into());
    }
    let bytes = raw.as_bytes()?;
    Ok(match oid {
        16 => take(Cell::Integer((bytes == [1]).into())),
        17 => take(Cell::Blob(bytes)),
        20 => take(Cell::Integer(i64::from_be_bytes(bytes.try_into()?))),
        21 => take(Cell::Integer(i16::from_be_bytes(bytes.try_into()?).into())),
        23 => take(Cell::Integer(i32::from_be_bytes(bytes.try_into()?).into())),
        26 => take(Cell::Integer(u32::from_be_bytes(bytes.try_into()?).into())),
        700 => take(Cell::Real(f32::from_be_bytes(bytes.try_into()?).into())),
        701 => take(Cell::Real(f64::from_be_bytes(bytes.try_into()?))),
        // name, text, json, unknown, bpchar, varchar
        19 | 25 | 114 | 705 | 1042 | 1043 => take(Cell::Text(raw.as_str()?)),
        1700 => match numeric(bytes)? {
            Number::Whole(integer) => take(Cell::Integer(integer)),
            Number::Real(real) => take(Cell::Real(real)),
        },
        // void: a function called for what it does
        2278 => take(Cell::Null),
        _ => return Err("a type plugins do not have".into()),
    })
}

#[derive(Debug, PartialEq)]
enum Number {
    Whole(i64),
    Real(f64),
}

/// numeric_send: ndigits, weight, sign, dscale as 16 bit, then digits of base 10,000, the first worth
/// 10,000^weight. Whole numbers that fit stay exact.
fn numeric(bytes: &[u8]) -> Result<Number, Box<dyn std::error::Error + Send + Sync>> {
    let word = |i: usize| -> Result<i16, Box<dyn std::error::Error + Send + Sync>> {
        let pair = bytes.get(2 * i..2 * i + 2).ok_or("a numeric is cut short")?;
        Ok(i16::from_be_bytes(pair.try_into()?))
    };
    let (count, weight, sign, scale) = (word(0)?, i32::from(word(1)?), word(2)? as u16, word(3)?);
    if !matches!(sign, 0 | 0x4000) {
        return Ok(Number::Real(match sign {
            0xd000 => f64::INFINITY,
            0xf000 => f64::NEG_INFINITY,
            _ => f64::NAN,
        }));
    }
    let negative = sign == 0x4000;
    let (mut whole, mut real, mut fraction) = (Some(0i128), 0f64, scale > 0);
    for i in 0..i32::from(count) {
        let digit = word(4 + i as usize)?;
        let power = weight - i;
        real += f64::from(digit) * 10_000f64.powi(power);
        if power < 0 {
            fraction |= digit != 0;
            continue;
        }
        let step = 10_000i128.checked_pow(power as u32).and_then(|unit| unit.checked_mul(digit.into()));
        whole = whole.zip(step).and_then(|(sum, step)| sum.checked_add(step));
    }
    let whole = whole.map(|whole| if negative { -whole } else { whole });
    match whole.and_then(|whole| i64::try_from(whole).ok()) {
        Some(whole) if !fraction => Ok(Number::Whole(whole)),
        _ => Ok(Number::Real(if negative { -real } else { real })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds what numeric_send sends.
    fn sent(weight: i16, sign: u16, scale: i16, digits: &[i16]) -> Vec<u8> {
        let head = [digits.len() as i16, weight, sign as i16, scale];
        head.iter().chain(digits).flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn a_numeric_stays_whole_when_it_is_and_fits() {
        let check = |bytes: &[u8], expected: Number| assert_eq!(numeric(bytes).unwrap(), expected);
        check(&sent(0, 0, 0, &[]), Number::Whole(0));
        check(&sent(1, 0x4000, 0, &[12, 3456]), Number::Whole(-123_456));
        check(&sent(2, 0, 0, &[1]), Number::Whole(100_000_000));
        check(&sent(4, 0, 0, &[922, 3372, 368, 5477, 5807]), Number::Whole(i64::MAX));
        check(&sent(4, 0, 0, &[922, 3372, 368, 5477, 5808]), Number::Real(9_223_372_036_854_775_808.0));
        check(&sent(0, 0, 1, &[2, 5000]), Number::Real(2.5));
    }
}
