//! `vitrine check`: damage, the durability settings in force, and on request what can be mended mended.

use std::collections::BTreeMap;
use std::fmt;

use app::Failure;
use app::files::check_files;
use clap::Args;
use files::Files;
use serde::{Deserialize, Serialize};
use store::check::{self, Repaired};
use store::conn::Conn;
use store::progress::Progress;
use store::{Store, Urgency};

use super::{Answer, Outcome};

/// How to check.
#[derive(Debug, Clone, Copy, Args, Serialize, Deserialize)]
pub struct CheckOrder {
    /// Make anew what follows from the rest (the index, words and unique keys) and remove files that nothing knows;
    /// refused beside a server on SQLite
    #[arg(long)]
    pub repair: bool,
}

/// What was found.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// What decides whether an answered write survives a power cut.
    durability: BTreeMap<String, String>,
    /// What was wrong and isn't any more, in words.
    mended: Vec<String>,
    /// What is wrong, in words.
    damages: Vec<String>,
}

impl CheckOrder {
    /// Looks through database and files, and mends them if told to. The answer is a failure if anything is wrong in the end.
    pub async fn carry_out(self, (store, files): (&Store, &Files), progress: &Progress) -> Result<Answer, Failure> {
        let durability = store.durability().await?.into_iter().collect();
        let told = progress.clone();
        let Repaired { mut mended, left: mut damages } = if self.repair {
            let repair = async move |conn: &mut Conn<'_>| check::repair(conn, &told).await;
            store.write(Urgency::Bulk, repair).await?
        } else {
            let look = async move |conn: &mut Conn<'_>| check::check(conn, &told).await;
            Repaired { mended: Vec::new(), left: store.snapshot(look).await? }
        };
        let found = check_files(store, files, self.repair, progress).await?;
        mended.extend(found.mended);
        damages.extend(found.left);
        let error = match damages.len() {
            0 => None,
            1 => Some("1 damage found".to_owned()),
            count => Some(format!("{count} damages found")),
        };
        Ok(Answer { result: Some(Outcome::Check(Report { durability, mended, damages })), error })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (setting, value) in &self.durability {
            writeln!(f, "{setting}: {value}")?;
        }
        for damage in &self.mended {
            writeln!(f, "mended: {damage}")?;
        }
        for damage in &self.damages {
            writeln!(f, "damaged: {damage}")?;
        }
        match (self.damages.is_empty(), self.mended.is_empty()) {
            (true, true) => writeln!(f, "no damage found"),
            (true, false) => writeln!(f, "no damage left"),
            _ => Ok(()),
        }
    }
}
