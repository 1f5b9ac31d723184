//! Numbers of a workbook as texts.

use super::{date, styles::Shape};

/// A number as the file has it, shown by its format. What is no number stays as it is.
pub fn number(raw: &str, shape: Shape, from_1904: bool) -> String {
    let raw = raw.trim();
    let shown = match shape {
        Shape::Date => raw.parse().ok().and_then(|serial| date::moment(serial, from_1904)),
        Shape::Duration => raw.parse().ok().and_then(date::duration),
        Shape::Digits(width) => {
            Some(plain(raw)).filter(|digits| is_digits(digits)).map(|text| format!("{text:0>width$}"))
        }
        Shape::Plain => None,
    };
    shown.unwrap_or_else(|| plain(raw))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without exponent. Whole digits stay those of the file, other numbers have 15: the noise of floats lies behind.
fn plain(raw: &str) -> String {
    if is_digits(raw.strip_prefix('-').unwrap_or(raw)) {
        return raw.to_owned();
    }
    match raw.parse::<f64>() {
        Ok(value) if value.is_finite() => rounded(value),
        _ => raw.to_owned(),
    }
}

fn rounded(value: f64) -> String {
    let scientific = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    let point = exponent.parse::<isize>().unwrap_or_default() + 1;
    let text = match usize::try_from(point) {
        _ if digits.is_empty() => return "0".to_owned(),
        Ok(point) if point >= digits.len() => format!("{digits:0<point$}"),
        Ok(point) if point > 0 => format!("{}.{}", &digits[..point], &digits[point..]),
        _ => format!("0.{}{digits}", "0".repeat(point.unsigned_abs())),
    };
    if value < 0.0 { format!("-{text}") } else { text }
}
