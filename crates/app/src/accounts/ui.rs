//! Sessions of the admin UI: several of one user, each a secret in a cookie.

use std::net::IpAddr;
use std::sync::Arc;

use model::command::{Action, Command, NewPassword, Patch, PutMode, PutUser, UserName};
use model::permission::Actor;
use model::problem::{Field, Problem};
use model::user::{User, password};
use store::Urgency;
use store::accounts::ui_sessions::{self, UiSession as Row};
use store::accounts::users;
use store::conn::Conn;

use super::limits::{UI_LIFE, micros};
use super::live::{Holder, ui_left};
use super::sessions::seconds;
use super::token::{Hash, Shape};
use super::{Accounts, SignInError, Token};
use crate::{App, Failure, Mode, Options};

/// Most characters that are kept of what a browser calls itself.
const MAX_AGENT: usize = 300;

/// What somebody says to sign in.
pub struct UiSignIn {
    /// Their name.
    pub username: String,
    /// Their password.
    pub password: String,
    /// Whether the session outlives the browser, and 8 hours of rest.
    pub remember: bool,
    /// What their browser calls itself.
    pub user_agent: String,
    /// Where they come from.
    pub address: IpAddr,
}

/// A live session, for its user.
pub struct OpenSession {
    /// The user.
    pub user: Arc<User>,
    /// Seconds until it ends if it isn't used again.
    pub seconds_left: Option<u64>,
}

/// One of a user's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UiSession {
    /// What it is called; no secret.
    pub name: String,
    /// When it was opened, microseconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub used_at: i64,
    /// What the browser called itself.
    pub user_agent: String,
}

impl App {
    /// Opens one more session; the token is for its cookie.
    pub async fn sign_in_ui(&self, wish: UiSignIn) -> Result<(Token, OpenSession), SignInError> {
        let user = self.accounts.verify((&wish.username, wish.address), &wish.password).await?;
        let (token, name) = (Token::of_ui(&self.random), self.word());
        let user_agent = wish.user_agent.chars().take(MAX_AGENT).collect();
        let new = Row { name, created_at: 0, used_at: 0, remembered: wish.remember, user_agent };
        let (hash, account, password) = (token.hash().text(), user.id, user.password.0);
        let oldest = self.now() - micros(UI_LIFE);
        let open =
            async move |conn: &mut Conn<'_>| ui_sessions::open(conn, (account, &password), &hash, &new, oldest).await;
        if !self.accounts.change(|store| async move { store.write(Urgency::Interactive, open).await }).await? {
            return Err(SignInError::Wrong);
        }
        let session = self.ui_session(token.as_str()).await?.ok_or(SignInError::Wrong)?;
        Ok((token, session))
    }

    /// The session of a cookie's token, which this uses. `None`: it isn't live.
    pub async fn ui_session(&self, token: &str) -> Result<Option<OpenSession>, Failure> {
        let Some(holder) = self.accounts.ui_holder(token).await? else { return Ok(None) };
        let Holder::Ui(row) = &*holder else { return Ok(None) };
        let (now, account) = (self.now(), row.account);
        let seconds_left = seconds(Some(ui_left(&row.session, now, Some(now))));
        let user = self.store.read(async move |conn: &mut Conn<'_>| users::one(conn, account).await).await?;
        Ok(user.map(|user| OpenSession { user: Arc::new(user), seconds_left }))
    }

    /// Chooses another password for whoever asks, who says the one they have. Their other sessions end. Errors: `Wrong`
    /// never; a current password that isn't theirs is `Invalid`, and counted as a failure to sign in.
    pub async fn change_password(
        &self,
        actor: &Actor,
        current: &str,
        new: String,
        address: IpAddr,
    ) -> Result<(), SignInError> {
        let account = own_account(actor)?;
        password::check(&new).map_err(|violation| Problem::invalid(vec![violation]))?;
        self.accounts.verify((&actor.name, address), current).await.map_err(|error| match error {
            SignInError::Wrong => wrong_password().into(),
            other => other,
        })?;
        let put = PutUser {
            is_own: true,
            password: Patch::Value(NewPassword::of(new)),
            ..PutUser::new(UserName::Number(account), PutMode::Update)
        };
        let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
        let outcomes = self.write(actor, vec![command], Options::of(Mode::AllOrNothing)).await?;
        outcomes.into_iter().try_for_each(|outcome| outcome.map(drop)).map_err(SignInError::from)
    }
}

/// The number of the user who asks. Errors: `Forbidden` for a token.
pub(crate) fn own_account(actor: &Actor) -> Result<i64, Problem> {
    actor.account.ok_or_else(|| Problem::forbidden("this belongs to a user, and a token is none"))
}

fn wrong_password() -> Problem {
    let message = "Expected the password that you sign in with; got another one.";
    Problem::at(Field::Property("currentPassword"), "wrong_password", message)
}

impl Accounts {
    /// Who holds a cookie's token, if it is live; to ask is to use it.
    pub async fn ui_actor(&self, token: &str) -> Result<Option<Actor>, Failure> {
        Ok(self.ui_holder(token).await?.map(|holder| holder.actor()))
    }

    async fn ui_holder(&self, token: &str) -> Result<Option<Arc<Holder>>, Failure> {
        match Shape::of(token) {
            Some(shape @ Shape::Ui) => self.holder_of(shape, token).await,
            _ => Ok(None),
        }
    }

    /// The live sessions of whoever asks, the one that was used last first. Errors: `Forbidden` for a token.
    pub async fn ui_sessions(&self, actor: &Actor) -> Result<Vec<UiSession>, Failure> {
        let account = own_account(actor)?;
        let rows = self.store.read(async move |conn: &mut Conn<'_>| ui_sessions::all(conn, account).await).await?;
        let now = self.now();
        let live = rows.into_iter().filter_map(|(hash, row)| {
            let used_at = Hash::read(&hash).and_then(|hash| self.live.used_at(hash));
            (ui_left(&row, now, used_at) > 0).then(|| UiSession {
                name: row.name,
                created_at: row.created_at,
                used_at: row.used_at.max(used_at.unwrap_or(i64::MIN)),
                user_agent: row.user_agent,
            })
        });
        let mut live: Vec<_> = live.collect();
        live.sort_by(|a, b| (b.used_at, &a.name).cmp(&(a.used_at, &b.name)));
        Ok(live)
    }

    /// Ends the session of a cookie's token, if it is live.
    pub async fn sign_out_ui(&self, token: &str) -> Result<(), Failure> {
        let hash = Hash::of(token).text();
        let end = async move |conn: &mut Conn<'_>| ui_sessions::end_token(conn, &hash).await;
        self.change(|store| async move { store.write(Urgency::Interactive, end).await }).await
    }

    /// Ends one of the sessions of whoever asks. Errors: `Forbidden` for a token, `NotFound`.
    pub async fn end_ui_session(&self, actor: &Actor, name: &str) -> Result<(), Failure> {
        let (account, wanted) = (own_account(actor)?, name.to_owned());
        let end = async move |conn: &mut Conn<'_>| ui_sessions::end(conn, account, &wanted).await;
        if self.change(|store| async move { store.write(Urgency::Interactive, end).await }).await? {
            return Ok(());
        }
        Err(Problem::not_found("session", name).into())
    }
}
