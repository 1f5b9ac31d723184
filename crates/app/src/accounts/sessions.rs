//! Sign-ins and what they beget: one access token a user, and a chain of refresh tokens if asked for.

use std::net::IpAddr;

use model::code;
use model::problem::{Field, Problem};
use model::schema::{DefinitionKind, Schema, Spec};
use model::user::User;
use store::Urgency;
use store::accounts::sessions::{self, Family, NewTokens};
use store::accounts::users;
use store::conn::Conn;

use super::live::Holder;
use super::throttle::Key;
use super::token::{Hash, Shape};
use super::{Accounts, Token};
use crate::{App, Failure};

const SECOND: i64 = 1_000_000;

/// What somebody says to sign in.
pub struct SignIn {
    /// Their name.
    pub username: String,
    /// Their password.
    pub password: String,
    /// Whether they want a refresh token.
    pub remember: bool,
    /// The locale of the session; `None`: the instance's default.
    pub lang: Option<String>,
    /// Where they come from.
    pub address: IpAddr,
}

/// Why nobody was signed in.
#[derive(Debug)]
pub enum SignInError {
    /// No such user, another password, or not active: it isn't told which.
    Wrong,
    /// Too many failures of late.
    TooMany {
        /// Until the next attempt is heard.
        seconds: u64,
    },
    /// Anything else, such as an unknown locale.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for SignInError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// A live session, as its user may see it.
#[derive(Debug)]
pub struct Session {
    /// The user's number; `None`: it is an API token that asks.
    pub account: Option<i64>,
    /// The user's name, or the API token's.
    pub username: String,
    /// The session's locale.
    pub lang: Option<String>,
    /// The access token.
    pub access: Token,
    /// Until it ends if it isn't used again; `None`: never.
    pub seconds_left: Option<u64>,
    /// The refresh token, once.
    pub refresh: Option<Token>,
}

impl App {
    /// Opens the user's one session; an earlier one ends (v4.md 3.1).
    pub async fn sign_in(&self, wish: SignIn) -> Result<Session, SignInError> {
        let user = self.accounts.verify((&wish.username, wish.address), &wish.password).await?;
        let lang = session_lang(&*self.schema().await?, wish.lang)?;
        self.accounts.open_session(user, lang, wish.remember).await
    }
}

fn session_lang(schema: &Schema, wanted: Option<String>) -> Result<String, Problem> {
    let Some(wanted) = wanted else {
        let mut locales = schema.all(DefinitionKind::Locale);
        let default = locales.find(|locale| matches!(&locale.spec, Spec::Locale(locale) if locale.is_default));
        return Ok(default.map(|locale| locale.code.clone()).unwrap_or_default());
    };
    if schema.locale(&wanted).is_some() {
        return Ok(wanted);
    }
    let shown = wanted.escape_debug();
    let message = format!("Expected the code of a locale; there is no locale \"{shown}\".");
    Err(Problem::at(Field::Property("lang"), "unknown_code", message))
}

impl Accounts {
    /// The user, if name and password are right; otherwise in the same time.
    pub(super) async fn verify(
        &self,
        (username, address): (&str, IpAddr),
        password: &str,
    ) -> Result<User, SignInError> {
        let (key, now) = (Key::of(username, address), self.now());
        self.throttle.enter(key, now).map_err(|seconds| SignInError::TooMany { seconds })?;
        let judged = self.judge(username, password).await.inspect_err(|_| self.throttle.undecided(key, now))?;
        match judged {
            Some(_) => self.throttle.succeeded(key),
            None => self.throttle.failed(key, now),
        }
        judged.ok_or(SignInError::Wrong)
    }

    async fn judge(&self, username: &str, password: &str) -> Result<Option<User>, Failure> {
        let username = username.to_owned();
        // A name that nobody can have isn't sent to the database, which may not even bear it.
        let user = if code::check_object(&username).is_ok() {
            self.store.read(async move |conn: &mut Conn<'_>| users::one_named(conn, &username).await).await?
        } else {
            None
        };
        let hash = user.as_ref().map(|user| user.password.0.clone()).filter(|hash| !hash.is_empty());
        let right = self.passwords.verify(password.to_owned(), hash).await?;
        Ok(user.filter(|user| right && user.active))
    }

    async fn open_session(&self, user: User, lang: String, remember: bool) -> Result<Session, SignInError> {
        let (access, refresh) = (self.draw(), remember.then(|| self.draw()));
        let new = NewTokens { access: hash(&access), refresh: refresh.as_ref().map(hash) };
        let family = Family { account: user.id, name: self.draw().as_str().into(), lang: lang.clone() };
        let password = user.password.0;
        let open = async move |conn: &mut Conn<'_>| sessions::open(conn, &family, &password, &new).await;
        if !self.change(|store| async move { store.write(Urgency::Interactive, open).await }).await? {
            return Err(SignInError::Wrong);
        }
        let (account, username) = (Some(user.id), user.username);
        Ok(Session { account, username, lang: Some(lang), access, seconds_left: self.seconds_left_of_new(), refresh })
    }

    /// New tokens for a refresh token, which is used up by it. A token used up before has been
    /// stolen: then its whole family ends (v4.md 3.2). `None`: it isn't live.
    pub async fn refresh(&self, token: &str) -> Result<Option<Session>, Failure> {
        if Shape::of(token) != Some(Shape::User) {
            return Ok(None);
        }
        let (access, refresh) = (self.draw(), self.draw());
        let new = NewTokens { access: hash(&access), refresh: Some(hash(&refresh)) };
        let (used, oldest) = (Hash::of(token).text(), self.now() - self.limits.life());
        let rotate = async move |conn: &mut Conn<'_>| sessions::refresh(conn, &used, oldest, &new).await;
        let row = self.change(|store| async move { store.write(Urgency::Interactive, rotate).await }).await?;
        Ok(row.map(|row| Session {
            account: Some(row.account),
            username: row.username,
            lang: Some(row.lang),
            access,
            seconds_left: self.seconds_left_of_new(),
            refresh: Some(refresh),
        }))
    }

    /// The session of an access token, which this uses. `None`: it isn't live.
    pub async fn info(&self, token: &str) -> Result<Option<Session>, Failure> {
        let Some(holder) = self.holder(token).await? else { return Ok(None) };
        let now = self.now();
        let (account, username, lang) = match &*holder {
            Holder::Api(row) => (None, &row.name, None),
            Holder::App(row) => (None, &row.app, None),
            Holder::User(row) => (Some(row.account), &row.username, Some(row.lang.clone())),
            Holder::Ui(row) => (Some(row.account), &row.username, None),
        };
        let (username, seconds_left) = (username.clone(), seconds(holder.left(now, Some(now), &self.limits)));
        Ok(Some(Session { account, username, lang, access: Token::known(token), seconds_left, refresh: None }))
    }

    /// Ends the session of either token, both tokens with it. `false`: neither is live.
    /// Errors: `Forbidden` for an API token, which is no session.
    pub async fn sign_out(&self, access: Option<&str>, refresh: Option<&str>) -> Result<bool, Failure> {
        let hash = |token: &str| Hash::of(token).text();
        if let Some(token) = access {
            match self.holder(token).await?.as_deref() {
                Some(Holder::Api(_)) => return Err(Problem::forbidden("an API token is no session").into()),
                None if refresh.is_none() => return Ok(false),
                _ => {}
            }
        }
        let (access, refresh) = (access.map(hash), refresh.map(hash));
        let end = async move |conn: &mut Conn<'_>| sessions::end(conn, access.as_deref(), refresh.as_deref()).await;
        self.change(|store| async move { store.write(Urgency::Interactive, end).await }).await
    }

    fn seconds_left_of_new(&self) -> Option<u64> {
        seconds(Some(self.limits.idle().min(self.limits.life())))
    }

    fn draw(&self) -> Token {
        Token::of_user(&self.random)
    }
}

fn hash(token: &Token) -> String {
    token.hash().text()
}

/// Whole seconds of so many microseconds.
pub(super) fn seconds(left: Option<i64>) -> Option<u64> {
    left.map(|left| (left / SECOND).max(0).unsigned_abs())
}
