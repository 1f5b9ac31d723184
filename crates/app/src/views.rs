//! Saved views. They are no part of the catalogue: written beside the write road, in transactions of their own.

use std::sync::Arc;

use model::command::Expect;
use model::permission::Actor;
use model::plan::check_expected;
use model::problem::Problem;
use model::schema::Schema;
use model::view::{self, MAX_VIEWS, PutView, View, ViewPage, ViewQuery};
use store::conn::Conn;
use store::{Urgency, views};

use crate::{App, Failure};

/// Whether a list could be asked as the view says; the face knows how it is asked. Errors: `Invalid`.
pub type Readable = fn(&View, &Schema, &Actor) -> Result<(), Problem>;

impl App {
    /// One view. Errors: `NotFound`.
    pub async fn view(&self, actor: &Actor, code: &str) -> Result<View, Failure> {
        let wanted = vec![code.to_owned()];
        let found = self.store.read(async move |conn: &mut Conn<'_>| views::named(conn, wanted).await).await?.pop();
        Ok(found.filter(|view| view.head.is_seen_by(actor)).ok_or_else(|| view::not_found(code))?)
    }

    /// One page of the views that a caller sees.
    pub async fn views(&self, actor: &Actor, query: ViewQuery) -> Result<(Vec<View>, ViewPage), Failure> {
        let (account, reader) = (actor.account, actor.clone());
        let read = async move |conn: &mut Conn<'_>| {
            let page = query.answer(views::heads(conn, account).await?, &reader);
            let views = views::named(conn, page.codes.clone()).await?;
            Ok((views, page))
        };
        Ok(self.store.snapshot(read).await?)
    }

    /// Makes one. Errors: `Forbidden`, `Invalid`.
    pub async fn make_view(&self, actor: &Actor, wish: &PutView, readable: Readable) -> Result<View, Failure> {
        let schema = self.schema().await?;
        let view = wish.make(self.uuid(), &schema, actor)?;
        readable(&view, &schema, actor)?;
        let code = view.head.code.clone();
        let view = Arc::new(view);
        let add = async move |conn: &mut Conn<'_>| views::add(conn, &view, MAX_VIEWS).await;
        if self.store.write(Urgency::Interactive, add).await? {
            return self.view(actor, &code).await;
        }
        Err(view::too_many().into())
    }

    /// Changes one. Errors: `NotFound`, `Forbidden`, `Stale`, `Invalid`.
    pub async fn change_view(
        &self,
        actor: &Actor,
        code: &str,
        wish: PutView,
        expect: Option<Expect>,
        readable: Readable,
    ) -> Result<View, Failure> {
        let (schema, wish, by, wanted) = (self.schema().await?, Arc::new(wish), actor.clone(), code.to_owned());
        let change = async move |conn: &mut Conn<'_>| {
            let Some(before) = views::hold(conn, &wanted).await? else { return Ok(Err(view::not_found(&wanted))) };
            let planned = wish.change(&before, &schema, &by, expect.as_ref());
            let planned = planned.and_then(|after| readable(&after, &schema, &by).map(|()| after));
            match planned {
                Ok(after) if after != before => views::update(conn, &after).await.map(Ok),
                planned => Ok(planned.map(drop)),
            }
        };
        self.store.write(Urgency::Interactive, change).await??;
        self.view(actor, code).await
    }

    /// Deletes one. Errors: `NotFound`, `Forbidden`, `Stale`.
    pub async fn delete_view(&self, actor: &Actor, code: &str, expect: Option<Expect>) -> Result<(), Failure> {
        let (by, wanted) = (actor.clone(), code.to_owned());
        let delete = async move |conn: &mut Conn<'_>| {
            let Some(view) = views::hold(conn, &wanted).await? else { return Ok(Err(view::not_found(&wanted))) };
            let may = view.head.check_change(&by).and_then(|()| check_expected(Some(view.rev), expect.as_ref()));
            match may {
                Ok(()) => views::delete(conn, &wanted).await.map(Ok),
                Err(problem) => Ok(Err(problem)),
            }
        };
        Ok(self.store.write(Urgency::Interactive, delete).await??)
    }
}
