//! Whether all bytes are there that something needs, and none that nothing knows.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use files::Files;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use store::Store;
use store::check::Repaired;
use store::conn::Conn;
use store::files as rows;
use store::progress::Progress;

use crate::Failure;

/// Rows and files that are looked at in one go.
const MANY: u32 = 500;
/// Files whose sizes are asked for at once: a bucket may be far away.
const AT_ONCE: usize = 16;
/// Findings told; the others would only fill the memory.
const MOST: usize = 1_000;
/// Younger bytes may be on their way.
const YOUNG: Duration = Duration::from_hours(1);

/// Compares what is kept with what is known of it. `repair`: what nothing knows is removed.
pub async fn check_files(store: &Store, files: &Files, repair: bool, progress: &Progress) -> Result<Repaired, Failure> {
    let mut found = Repaired::default();
    missing(store, files, &mut found, progress).await?;
    stray(store, files, repair, &mut found).await?;
    for list in [&mut found.mended, &mut found.left] {
        if list.len() > MOST {
            list.truncate(MOST);
            list.push("and more files".to_owned());
        }
    }
    Ok(found)
}

/// Bytes that an object or an upload has and that aren't there, or are others.
async fn missing(store: &Store, files: &Files, found: &mut Repaired, progress: &Progress) -> Result<(), Failure> {
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let from = after.clone();
        let page = async move |conn: &mut Conn<'_>| rows::needed(conn, &from, MANY).await;
        let page = store.read(page).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after.clone_from(last);
        done += page.len() as u64;
        let amiss = stream::iter(page).map(|(hash, size)| amiss(files, hash, size)).buffered(AT_ONCE);
        found.left.extend(amiss.try_collect::<Vec<_>>().await?.into_iter().flatten());
        progress.tell("looking for files", done, 0);
    }
}

/// What is wrong with bytes that should be there.
async fn amiss(files: &Files, hash: String, size: u64) -> Result<Option<String>, Failure> {
    match files.size(&super::known(&hash)?).await {
        Ok(held) if held == size => Ok(None),
        Ok(held) => Ok(Some(format!("the file {hash} has {held} bytes instead of {size}"))),
        Err(files::Error::NotFound) => Ok(Some(format!("the file {hash} is missing"))),
        Err(error) => Err(error.into()),
    }
}

/// Bytes that no row knows.
async fn stray(store: &Store, files: &Files, repair: bool, found: &mut Repaired) -> Result<(), Failure> {
    let mut all = files.list().try_chunks(MANY as usize);
    while let Some(chunk) = all.try_next().await.map_err(|error| Failure::from(error.1))? {
        let hashes: BTreeSet<String> = chunk.iter().map(|kept| kept.hash.to_string()).collect();
        let known = async move |conn: &mut Conn<'_>| rows::known(conn, &hashes).await;
        let known = store.read(known).await?;
        #[expect(clippy::disallowed_methods, reason = "compared with the times of files, which are the system's own")]
        let now = SystemTime::now();
        let is_old = |moment: SystemTime| now.duration_since(moment).is_ok_and(|age| age > YOUNG);
        for stray in chunk.iter().filter(|kept| !known.contains(&kept.hash.to_string()) && is_old(kept.modified)) {
            let words = format!("the file {} belongs to nothing", stray.hash);
            if repair {
                files.delete(&stray.hash).await?;
                found.mended.push(words);
            } else {
                found.left.push(words);
            }
        }
    }
    Ok(())
}
