//! Days and times of a workbook: days since the end of 1899 and their fractions.

use jiff::{
    SignedDuration, Unit,
    civil::{DateTime, Time, date},
};

/// The day after the last that Excel knows, 9999-12-31.
const END: f64 = 2_958_466.0;

/// Day and time as ISO 8601 says them: the day alone at midnight, the time alone where there is no day. `None`: it is
/// none.
pub fn moment(serial: f64, from_1904: bool) -> Option<String> {
    let since = (0.0..END).contains(&serial).then(|| elapsed(serial)).flatten()?;
    let begin = if from_1904 {
        date(1904, 1, 1)
    } else if serial < 60.0 {
        date(1899, 12, 31)
    } else {
        // Excel thinks that 1900 had a 29th of February, its day 60.
        date(1899, 12, 30)
    };
    let moment: DateTime = begin.at(0, 0, 0, 0).checked_add(since).ok()?;
    Some(match moment.time() {
        time if serial < 1.0 => time.to_string(),
        time if time == Time::midnight() => moment.date().to_string(),
        _ => moment.to_string(),
    })
}

/// Hours, minutes and seconds.
pub fn duration(serial: f64) -> Option<String> {
    let elapsed = (-END..END).contains(&serial).then(|| elapsed(serial.abs())).flatten()?;
    let (seconds, sign) = (elapsed.as_secs(), if serial < 0.0 { "-" } else { "" });
    Some(format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

/// To the millisecond, as Excel counts.
fn elapsed(serial: f64) -> Option<SignedDuration> {
    let exact = SignedDuration::try_from_secs_f64(serial * 86_400.0).ok()?;
    exact.round(Unit::Millisecond).ok()
}
