//! What the admin UI remembers for whoever asks. It is no part of the catalogue, and has no history.

use model::input::Input;
use model::permission::Actor;
use model::user::preference::{self, MAX_PREFERENCES};
use store::conn::Conn;
use store::{Urgency, preferences};

use crate::accounts::own_account;
use crate::{App, Failure};

impl App {
    /// All of them, by name: name and JSON. Errors: `Forbidden` for a token.
    pub async fn preferences(&self, actor: &Actor) -> Result<Vec<(String, String)>, Failure> {
        let account = own_account(actor)?;
        Ok(self.store.read(async move |conn: &mut Conn<'_>| preferences::all(conn, account).await).await?)
    }

    /// Keeps one in place of what had that name. Errors: `Forbidden` for a token, `Invalid`.
    pub async fn put_preference(&self, actor: &Actor, name: &str, value: &Input) -> Result<(), Failure> {
        let (account, name, json) = (own_account(actor)?, name.to_owned(), value.to_json());
        preference::check(&name, &json)?;
        let put = async move |conn: &mut Conn<'_>| preferences::put(conn, account, &name, &json, MAX_PREFERENCES).await;
        if self.store.write(Urgency::Interactive, put).await? {
            return Ok(());
        }
        Err(preference::too_many().into())
    }

    /// Forgets one, if it is there. Errors: `Forbidden` for a token.
    pub async fn delete_preference(&self, actor: &Actor, name: &str) -> Result<(), Failure> {
        let (account, name) = (own_account(actor)?, name.to_owned());
        let delete = async move |conn: &mut Conn<'_>| preferences::delete(conn, account, &name).await;
        Ok(self.store.write(Urgency::Interactive, delete).await?)
    }
}
