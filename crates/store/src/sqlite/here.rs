//! Connections for look-ups, used by whoever asks, on their own thread.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::work::run_here;
use super::{Session, open};
use crate::conn::Conn;
use crate::{Clock, Error, Report};

/// As many as there are threads that ask, on a small machine.
const CONNECTIONS: usize = 2;

/// The connections; None once they are closed.
pub(super) struct Here {
    sessions: Vec<Mutex<Option<Session>>>,
    clock: Clock,
}

impl Here {
    pub fn open(path: &Path, clock: &Clock) -> Result<Self, Error> {
        let session = |_| Ok(Mutex::new(Some(open::reader(path)?)));
        let sessions = (0..CONNECTIONS).map(session).collect::<Result<_, Error>>()?;
        Ok(Self { sessions, clock: clock.clone() })
    }

    /// Does the work at once, or gives it back if every connection is in use.
    pub fn run<T, W>(&self, work: W) -> Result<Report<T>, W>
    where
        T: Send,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
    {
        for session in &self.sessions {
            if let Ok(mut session) = session.try_lock()
                && let Some(session) = session.as_mut()
            {
                return Ok(run_here(work, session, &self.clock));
            }
        }
        Err(work)
    }

    pub fn close(&self) {
        for session in &self.sessions {
            session.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }
}
