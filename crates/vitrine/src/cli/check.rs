//! `vitrine check`: damage, and the durability settings in force.

use store::conn::Conn;
use store::{Error, Store, check};

use super::Answer;

/// Looks through the database. The answer is a failure if anything was found.
pub async fn run(store: &Store) -> Result<Answer, Error> {
    let mut out = String::new();
    for (setting, value) in store.durability().await? {
        out.extend([setting.as_str(), ": ", value.as_str(), "\n"]);
    }
    let findings = store.snapshot(async |conn: &mut Conn<'_>| check::check(conn).await).await?;
    for finding in &findings {
        out.extend(["damaged: ", finding.as_str(), "\n"]);
    }
    let error = match findings.len() {
        0 => {
            out += "no damage found\n";
            None
        }
        1 => Some("1 damage found".to_owned()),
        count => Some(format!("{count} damages found")),
    };
    Ok(Answer { out, error })
}
