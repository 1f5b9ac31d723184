//! Which objects an export is about: noted at one moment, read later.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _};
use std::sync::Arc;

use model::object::ObjectKind;
use model::problem::Kind;
use model::query::{Head, Query, Question, Sheets, Start};
use model::schema::Schema;
use store::answer::{self, Answer};
use store::conn::Conn;
use store::objects;

use super::noted::{PAGE, full};
use crate::{App, Failure};

/// Objects as of a moment.
pub(super) struct Picked {
    heads: BufReader<File>,
    /// How many there are.
    pub total: u64,
    /// The moment, in microseconds since 1970 UTC.
    moment: i64,
}

impl Picked {
    /// The next heads, up to so many.
    fn heads(&mut self, most: usize) -> io::Result<Vec<Head>> {
        let mut heads = Vec::new();
        while heads.len() < most {
            let Some(head) = read(&mut self.heads)? else { break };
            heads.push(head);
        }
        Ok(heads)
    }

    /// The next objects as they stood at the moment, up to so many; `None`: these were all.
    pub async fn sheets(
        &mut self,
        app: &App,
        query: &Query,
        schema: &Arc<Schema>,
        most: usize,
    ) -> Result<Option<Sheets>, Failure> {
        let heads = self.heads(most)?;
        if heads.is_empty() {
            return Ok(None);
        }
        let ids = heads.iter().map(|head| head.id).collect();
        let mut found = app.sheets(&query.rights, query.kind, ids, schema).await?;
        let mut now = std::mem::take(&mut found.sheets).into_iter().peekable();
        for head in &heads {
            let own = now.next_if(|sheet| sheet.object.id == head.id);
            match own.filter(|sheet| sheet.object.shown == head.shown) {
                Some(sheet) => found.sheets.push(sheet),
                None => self.add_past(app, query, head, &mut found).await?,
            }
        }
        Ok(Some(found))
    }

    /// An object that is shown otherwise by now, or is gone.
    async fn add_past(&self, app: &App, query: &Query, head: &Head, found: &mut Sheets) -> Result<(), Failure> {
        match app.sheets_at(&query.rights, query.kind, &head.code, self.moment).await {
            Ok((then, _)) => {
                found.sheets.extend(then.sheets);
                found.values.extend(then.values);
                Ok(())
            }
            Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}

/// Notes the heads of all that is asked for. `None`: the definitions are others by now.
pub(super) async fn noted(
    conn: &mut Conn<'_>,
    (engine, moment): (&Arc<answer::Engine>, i64),
    mut query: Query,
    schema: &Arc<Schema>,
) -> Result<Option<Picked>, store::Error> {
    let mut out = BufWriter::new(tempfile::tempfile().map_err(full)?);
    let (mut total, mut tree) = (0, Vec::new());
    (query.start, query.limit) = (Start::After(String::new()), PAGE);
    loop {
        let question = Question::of(&query, schema).map_err(|problem| store::Error::Bug(problem.message))?;
        let Answer::Heads(page) = answer::ask(conn, engine, &question, schema).await? else { return Ok(None) };
        total += page.heads.len() as u64;
        match query.kind {
            ObjectKind::Classification => tree.extend(page.heads),
            _ => page.heads.iter().try_for_each(|head| write(&mut out, head)).map_err(full)?,
        }
        let Some(next) = page.next else { break };
        query.start = Start::After(next);
    }
    if !tree.is_empty() {
        // Those above come first, as whoever imports them needs them.
        let depths = objects::depths(conn).await?;
        tree.sort_by_key(|head| depths.get(&head.id).copied().unwrap_or_default());
        tree.iter().try_for_each(|head| write(&mut out, head)).map_err(full)?;
    }
    let mut file = out.into_inner().map_err(full)?;
    file.rewind().map_err(full)?;
    Ok(Some(Picked { heads: BufReader::new(file), total, moment }))
}

fn write(out: &mut impl io::Write, head: &Head) -> io::Result<()> {
    let length = u32::try_from(head.code.len()).map_err(io::Error::other)?;
    for number in [head.id, head.rev, head.shown] {
        out.write_all(&number.to_le_bytes())?;
    }
    out.write_all(&length.to_le_bytes())?;
    out.write_all(head.code.as_bytes())
}

fn read(from: &mut BufReader<File>) -> io::Result<Option<Head>> {
    let mut numbers = [0; 28];
    match from.read_exact(&mut numbers) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let number = |at: usize| i64::from_le_bytes(std::array::from_fn(|n| numbers[at + n]));
    let length = u32::from_le_bytes(std::array::from_fn(|n| numbers[24 + n]));
    let mut code = vec![0; length as usize];
    from.read_exact(&mut code)?;
    let code = String::from_utf8(code).map_err(io::Error::other)?;
    Ok(Some(Head { id: number(0), rev: number(8), shown: number(16), code }))
}
