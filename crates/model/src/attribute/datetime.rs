//! A moment to the second, kept as `YYYY-MM-DDThh:mm:ss` in UTC. Without an offset the input is UTC.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let expected = "a date and time YYYY-MM-DDThh:mm:ss";
    let text = input.text().ok_or_else(|| wrong_kind(expected, input))?;
    let moment = (text.len() >= 10 && text.is_char_boundary(10)).then(|| moment(text)).flatten();
    let moment = moment.ok_or_else(|| wrong_kind(expected, input))?;
    Ok(Value::Text(moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn moment(text: &str) -> Option<DateTime> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(TimeZone::UTC.to_datetime(moment));
    }
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0));
    }
    // Whatever still names a zone is out of range or unknown; what jiff would cut off must not be lost.
    let zoned = text[10..].contains(|c: char| !c.is_ascii_digit() && !"Tt :.,".contains(c));
    (!zoned).then(|| text.parse::<DateTime>().ok()).flatten()
}
