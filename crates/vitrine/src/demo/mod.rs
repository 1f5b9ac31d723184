//! The demo catalogue: a house that makes furniture, lighting and objects, in English and French, some of it in German
//! and Spanish, written through the app like any client's. A second run changes nothing.

mod catalogue;
mod definitions;
mod growth;
mod pictures;
mod product;

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use app::{App, Failure, Mode, Options};
use bytes::Bytes;
use files::Hash;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::changes::Effect;
use model::command::{Action, Command, PutObject};
use model::file::File;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::problem::Problem;
use model::query::Query;
use serde::{Deserialize, Serialize};
use store::progress::Progress;

use crate::cli::{Answer, Outcome};
use catalogue::Catalogue;

/// What the demo came to.
#[derive(Debug, Serialize, Deserialize)]
pub struct Filled {
    /// Products that it brings.
    pub products: usize,
    /// Things that were made or changed.
    pub written: u64,
    /// Things that stood as they should.
    pub unchanged: u64,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} products: {} writes, {} unchanged", self.products, self.written, self.unchanged)
    }
}

/// Fills an instance, or puts its demo back as it was. Errors: it holds documents of its own.
pub async fn fill(app: &Arc<App>, progress: &Progress) -> Result<Answer, Failure> {
    let catalogue = Catalogue::read();
    refuse_others(app, &catalogue).await?;
    let actor = Actor::program("demo", Rights::FULL, Origin::Cli);
    let files = keep_pictures(app, missing(app, catalogue.drawings().collect()).await?, progress).await?;
    let steps = catalogue.steps(&files);
    let total = steps.iter().map(|step| step.len() as u64).sum();
    let told = |done| progress.tell("writing the demo", done, total);
    let (mut written, mut unchanged) = (0, 0);
    for step in steps {
        told(written + unchanged);
        let outcomes = app.write(&actor, step, Options::of(Mode::AllOrNothing)).await?;
        // The one that is wrong says more than those that fell with it.
        if let Some(wrong) = outcomes.iter().filter_map(|one| one.as_ref().err()).find(|it| !it.violations.is_empty()) {
            return Err(wrong.clone().into());
        }
        for outcome in outcomes {
            match outcome?.effect {
                Effect::Unchanged => unchanged += 1,
                Effect::Created | Effect::Updated | Effect::Deleted => written += 1,
            }
        }
    }
    growth::tell(app).await?;
    told(written + unchanged);
    Ok(Answer::of(Outcome::Demo(Filled { products: catalogue.count(), written, unchanged })))
}

/// Those drawings, given by asset, that the assets don't have already.
async fn missing(app: &Arc<App>, mut drawings: Vec<(String, String)>) -> Result<Vec<(String, String)>, Failure> {
    let known = app.files_of_assets(drawings.iter().map(|(asset, _)| asset.clone()).collect()).await?;
    let has = |file: &File, (asset, svg): &(String, String)| {
        let hash = file.bytes.as_ref().map(|bytes| bytes.hash.as_str());
        file.name == name_of(asset) && hash == Some(&*Hash::of(svg.as_bytes()).to_string())
    };
    drawings.retain(|drawing| known.get(&drawing.0).is_none_or(|file| !has(file, drawing)));
    Ok(drawings)
}

/// What the file of a picture is called.
fn name_of(asset: &str) -> String {
    format!("{asset}.svg")
}

/// Keeps the pictures of products, given by asset; their files.
async fn keep_pictures(
    app: &Arc<App>,
    drawings: Vec<(String, String)>,
    progress: &Progress,
) -> Result<HashMap<String, File>, Failure> {
    const AT_ONCE: usize = 4;
    let keep = async |(asset, svg): (String, String)| {
        let pieces = stream::iter([Ok::<_, Infallible>(Bytes::from(svg))]);
        let received = app.receive(pieces).await?;
        let file = app.keep_file(received, name_of(&asset)).await?;
        Ok::<_, Failure>((asset, file))
    };
    if drawings.is_empty() {
        return Ok(HashMap::new());
    }
    let total = drawings.len() as u64;
    let told = |done| progress.tell("keeping pictures", done, total);
    told(0);
    let mut kept = stream::iter(drawings).map(keep).buffer_unordered(AT_ONCE);
    let mut files = HashMap::new();
    while let Some((asset, file)) = kept.try_next().await? {
        files.insert(asset, file);
        told(files.len() as u64);
    }
    Ok(files)
}

/// A demo among a shop's own products would be hard to take out again.
async fn refuse_others(app: &Arc<App>, catalogue: &Catalogue) -> Result<(), Failure> {
    let query = Query {
        // If there are more than the demo's, one of these is not the demo's.
        limit: u32::try_from(catalogue.count() + 1).unwrap_or(u32::MAX),
        ..Query::all(ObjectKind::Document, Rights::READ)
    };
    let (page, _) = app.heads(query).await?;
    match page.heads.iter().find(|head| !catalogue.has(&head.code)) {
        None => Ok(()),
        Some(other) => {
            let message =
                format!("The demo goes into an empty instance; this one holds a document \"{}\".", other.code);
            Err(Problem::conflict(message).into())
        }
    }
}

fn object(put: PutObject) -> Command {
    Command { action: Action::PutObject(put), expect: None }
}
