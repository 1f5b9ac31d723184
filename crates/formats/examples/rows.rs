//! How fast the rows of a file are read, and written again.
//!
//!     cargo run --release -p formats --example rows FILE [csv|xlsx]

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::Seek,
    time::Instant,
};

use formats::sheet::{Format, Reading, Writing, open, writer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (name, format) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [name] => ((*name).to_owned(), None),
        [name, "csv"] => ((*name).to_owned(), Some(Format::Csv)),
        [name, "xlsx"] => ((*name).to_owned(), Some(Format::Xlsx)),
        _ => return Err("usage: rows FILE [csv|xlsx]".into()),
    };
    let start = Instant::now();
    let mut book = open(File::open(&name)?, &name, &Reading::default())?;
    let writing = Writing { format: format.unwrap_or(Format::Csv), ..Writing::default() };
    let mut writer = writer(tempfile::tempfile()?, &writing)?;
    let mut rows = 0_u32;
    for row in book.rows(0)? {
        let row = row?;
        rows += 1;
        if format.is_some() {
            writer.row(&row.cells)?;
        }
    }
    let bytes = writer.finish()?.stream_position()?;
    let rate = f64::from(rows) / start.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim();
    println!("{{\"rows\":{rows},\"rows_per_second\":{rate:.0},\"written\":{bytes},\"peak\":\"{peak}\"}}");
    Ok(())
}
