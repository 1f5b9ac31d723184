//! Lists as text: a line of headings, then a line each, columns two blanks apart.

use jiff::Timestamp;

/// Lays out rows under their headings.
pub fn table<const N: usize>(headings: [&str; N], rows: Vec<[String; N]>) -> String {
    let rows: Vec<[String; N]> = std::iter::once(headings.map(str::to_owned)).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// A moment (microseconds since 1970, UTC) to the second.
pub fn moment(at: i64) -> Option<String> {
    let at = Timestamp::from_microsecond(at).ok()?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A cell; `-` for what isn't known.
pub fn known(text: Option<&str>) -> String {
    text.unwrap_or("-").to_owned()
}

#[cfg(test)]
mod tests {
    use super::{moment, table};

    #[test]
    fn columns_are_as_wide_as_their_longest_cell() {
        let rows = vec![["é".to_owned(), "1".to_owned()], ["longer".to_owned(), String::new()]];
        assert_eq!(table(["NAME", "N"], rows), "NAME    N\né       1\nlonger\n");
    }

    #[test]
    fn moments_are_printed_to_the_second() {
        assert_eq!(moment(1_700_000_000_999_999).as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(moment(i64::MAX), None);
    }
}
