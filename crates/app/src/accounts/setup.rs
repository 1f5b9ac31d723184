//! The one-time link: whoever starts an instance without users is given one, and names the first administrator by it.

use std::net::IpAddr;

use model::command::{Action, Command, NewPassword, Patch, PutMode, PutUser, UserName};
use model::permission::{Actor, Origin, Rights};
use store::Urgency;
use store::accounts::setup;
use store::conn::Conn;

use super::Token;
use super::throttle::Key;
use crate::{App, Failure, Mode, Options};

/// How long a link is good, in microseconds.
const LIFE: i64 = 24 * 3_600_000_000;

/// Why a link does nothing.
#[derive(Debug)]
pub enum SetupError {
    /// It was never given, was used, or is too old; or there are users by now. It isn't told which.
    Dead,
    /// Too many links from there that were none.
    TooMany {
        /// Until the next one is looked at.
        seconds: u64,
    },
    /// The user can't be made so, or anything else.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for SetupError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl App {
    /// The secret of a new link. `None`: there are users.
    pub async fn offer_setup(&self) -> Result<Option<Token>, Failure> {
        if self.has_users().await? {
            return Ok(None);
        }
        let token = Token::of_user(&self.random);
        let (hash, until) = (token.hash().text(), self.accounts.now() + LIFE);
        let add = async move |conn: &mut Conn<'_>| setup::add(conn, &hash, until).await;
        self.store.write(Urgency::Interactive, add).await?;
        Ok(Some(token))
    }

    /// Whether a link is good.
    pub async fn check_setup(&self, link: &str, address: IpAddr) -> Result<(), SetupError> {
        let (key, now) = (Key::of("", address), self.accounts.now());
        let throttle = &self.accounts.throttle;
        throttle.enter(key, now).map_err(|seconds| SetupError::TooMany { seconds })?;
        let is_good = self.is_good(link).await.inspect_err(|_| throttle.undecided(key, now))?;
        if !is_good {
            throttle.failed(key, now);
            return Err(SetupError::Dead);
        }
        throttle.succeeded(key);
        Ok(())
    }

    async fn is_good(&self, link: &str) -> Result<bool, Failure> {
        let hash = Token::known(link).hash().text();
        let until = self.store.read(async move |conn: &mut Conn<'_>| setup::good_until(conn, &hash).await).await?;
        Ok(until.is_some() && !self.has_users().await?)
    }

    /// Makes the first user, an administrator, and ends all links. Errors: this one stays good if it was.
    pub async fn set_up(
        &self,
        link: &str,
        address: IpAddr,
        username: String,
        password: String,
    ) -> Result<(), SetupError> {
        self.check_setup(link, address).await?;
        let hash = Token::known(link).hash().text();
        let claimed = hash.clone();
        let claim = async move |conn: &mut Conn<'_>| setup::claim(conn, &claimed).await;
        let until = self.store.write(Urgency::Interactive, claim).await?.ok_or(SetupError::Dead)?;
        if let Err(failure) = self.make_first_user(username, password).await {
            let keep = async move |conn: &mut Conn<'_>| setup::keep(conn, &hash, until).await;
            self.store.write(Urgency::Interactive, keep).await?;
            return Err(failure.into());
        }
        Ok(())
    }

    async fn make_first_user(&self, username: String, password: String) -> Result<(), Failure> {
        let put = PutUser {
            admin: Patch::Value(true),
            active: Patch::Value(true),
            password: Patch::Value(NewPassword::of(password)),
            ..PutUser::new(UserName::Name(username), PutMode::Create)
        };
        let actor = Actor::program("setup", Rights::FULL, Origin::System);
        let command = Command { action: Action::PutUser(Box::new(put)), expect: None };
        for outcome in self.write(&actor, vec![command], Options::of(Mode::AllOrNothing)).await? {
            outcome?;
        }
        Ok(())
    }
}
