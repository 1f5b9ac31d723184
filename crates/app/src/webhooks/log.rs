//! What a webhook was sent and is owed, and events themselves, for people.

use model::event::{DeliveryFilter, DeliveryPage, payload};
use model::permission::{Actor, Rights};
use model::problem::{Kind, Problem};
use model::query::Start;
use store::conn::Conn;
use store::{Urgency, events};

use super::named;
use crate::{App, Failure};

impl App {
    /// A page of a webhook's log. Errors: `NotFound`; `Forbidden` for those who see a part of the catalogue alone.
    pub async fn deliveries(
        &self,
        rights: &Rights,
        webhook: &str,
        filter: DeliveryFilter,
        start: Start,
        limit: u32,
    ) -> Result<DeliveryPage, Failure> {
        rights.check_whole()?;
        let (id, _) = named(&*self.schema().await?, webhook)?;
        let page = async move |conn: &mut Conn<'_>| events::page(conn, id, &filter, &start, limit).await;
        Ok(self.store.snapshot(page).await?)
    }

    /// Sends a delivery once more, with all its tries, at once. Errors: `NotFound`; `Conflict` if the webhook is switched
    /// off; `Forbidden`.
    pub async fn replay(&self, actor: &Actor, webhook: &str, delivery: i64) -> Result<(), Failure> {
        check_right(actor)?;
        let schema = self.schema().await?;
        let (id, known) = named(&schema, webhook)?;
        if !known.is_active {
            return Err(Problem::conflict("This webhook is switched off: switch it on first.").into());
        }
        let again = async move |conn: &mut Conn<'_>| events::replay(conn, id, delivery).await;
        if !self.store.write(Urgency::Interactive, again).await? {
            let message = format!("There is no delivery {delivery} in the log of this webhook.");
            return Err(Problem::new(Kind::NotFound, message).into());
        }
        self.owed.send_replace(());
        Ok(())
    }

    /// The payload of an event of the last 7 days, as it is sent. Errors: `Forbidden` for those who see a part of the
    /// catalogue alone.
    pub async fn event(&self, rights: &Rights, uuid: &str) -> Result<Option<String>, Failure> {
        rights.check_whole()?;
        let uuid = uuid.to_owned();
        let found = self.store.read(async move |conn: &mut Conn<'_>| events::body(conn, &uuid).await).await?;
        Ok(found.map(|body| payload(&body, self.base())))
    }
}

/// Errors: `Forbidden` for those who may not manage webhooks.
pub(super) fn check_right(actor: &Actor) -> Result<(), Problem> {
    actor.rights.check_write()?;
    actor.rights.check_whole()?;
    if actor.admin { Ok(()) } else { Err(Problem::forbidden("only administrators may have webhooks called")) }
}
