//! What is told of the lines of a job, for people: as a list, and as a CSV file.

use std::fs::File;
use std::io::Seek as _;

use formats::sheet::{Writing, writer};
use model::report::{Foreseen, Level, Trouble};
use store::conn::Conn;
use store::report as rows;

use super::blocking;
use crate::{App, Failure};

/// Rows that are read at once.
const PAGE: u32 = 1_000;

/// The columns of the report.
const HEADER: [&str; 8] = ["line", "column", "code", "message", "value", "id", "sheet", "level"];

/// A file that was made for somebody who asks.
#[derive(Debug)]
pub struct Made {
    /// The file, at its start.
    pub file: File,
    /// Its name.
    pub name: String,
}

impl App {
    /// A page of what is told of the lines of a job, of these levels, counted from 1; and how many are told in all.
    pub async fn troubles_page(
        &self,
        job: i64,
        levels: &'static [Level],
        (page, limit): (u32, u32),
    ) -> Result<(Vec<Trouble>, u64), Failure> {
        let part = (limit, i64::from(page.saturating_sub(1)) * i64::from(limit));
        let read = async move |conn: &mut Conn<'_>| rows::troubles_page(conn, job, levels, part).await;
        Ok(self.store.snapshot(read).await?)
    }

    /// The first that is told of the lines of a job, of these levels, and whether there is more.
    pub async fn troubles(
        &self,
        job: i64,
        levels: &'static [Level],
        most: usize,
    ) -> Result<(Vec<Trouble>, bool), Failure> {
        let limit = u32::try_from(most).unwrap_or(PAGE);
        let begin = rows::After::default();
        let read = async move |conn: &mut Conn<'_>| rows::troubles(conn, job, levels, &begin, limit).await;
        let (troubles, next) = self.store.read(read).await?;
        Ok((troubles, next.is_some()))
    }

    /// What a dry run would change, as far as that was kept.
    pub async fn foreseen(&self, job: i64) -> Result<Vec<Foreseen>, Failure> {
        Ok(self.store.read(async move |conn: &mut Conn<'_>| rows::foreseen(conn, job).await).await?)
    }

    /// All that is told of the lines of a job, as CSV.
    pub async fn error_report(&self, job: i64) -> Result<Made, Failure> {
        let writing = Writing { bom: true, ..Writing::default() };
        let mut out = blocking(move || {
            let mut out = writer(tempfile::tempfile()?, &writing)?;
            out.header(&HEADER)?;
            Ok(out)
        })
        .await?;
        let mut after = rows::After::default();
        loop {
            let from = after.clone();
            let read = async move |conn: &mut Conn<'_>| rows::troubles(conn, job, &Level::ALL, &from, PAGE).await;
            let (troubles, next) = self.store.read(read).await?;
            out = blocking(move || {
                troubles.iter().try_for_each(|trouble| out.row(&cells(trouble)))?;
                Ok(out)
            })
            .await?;
            let Some(next) = next else { break };
            after = next;
        }
        blocking(move || {
            let mut file = out.finish()?;
            file.rewind()?;
            Ok(Made { file, name: format!("report-{job}.csv") })
        })
        .await
    }
}

fn cells(trouble: &Trouble) -> [String; 8] {
    let Trouble { sheet, line, field, code, value, rule, message, level } = trouble;
    let level = if *level == Level::Warning { "warning" } else { "error" };
    [&line.to_string(), field, rule, message, value, code, sheet, &level.to_owned()].map(Clone::clone)
}
