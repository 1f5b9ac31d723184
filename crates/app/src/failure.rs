//! How a request fails: by a rule, in the caller's words, or by a fault, for the log.

use std::io;

use model::problem::Problem;

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The caller is told.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// The log is told; the caller learns only the request's id.
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// In words, with all its causes: for the log, and for whoever runs commands.
    pub fn with_causes(&self) -> String {
        match self {
            Self::Problem(problem) => problem.message.clone(),
            Self::Internal(error) => {
                let causes = std::iter::successors(error.source(), |cause| cause.source());
                causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
            }
        }
    }
}

/// A temporary file that can't be written: for want of room that passes.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        if matches!(error.kind(), QuotaExceeded | ReadOnlyFilesystem | StorageFull) {
            tracing::warn!(%error, "a temporary file can't be written");
            return Self::Problem(Problem::unavailable("The server has no room for this just now. Try again."));
        }
        Self::Internal(Box::new(error))
    }
}

/// What was written down can't be read, or the other way round: that is ours.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

/// A file that says nothing can be made of it, or that can't be written.
impl From<formats::sheet::Error> for Failure {
    fn from(error: formats::sheet::Error) -> Self {
        match error {
            formats::sheet::Error::Io(error) => error.into(),
            error => Self::Problem(Problem::conflict(format!("The file can't be used: {error}."))),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        if matches!(error, store::Error::TakenOver) {
            return Self::Problem(Problem::unavailable("A repeat of this request is carried out in its place."));
        }
        if let store::Error::Unknown(_) = error {
            tracing::error!(%error, "the end of a write is unknown");
            let message = "The store was lost while it wrote: this may have been done, or not. Ask for what is there, or \
                repeat it under a condition (If-Match) or an Idempotency-Key.";
            return Self::Problem(Problem::unavailable(message));
        }
        if error.is_unavailable() {
            tracing::warn!(%error, "the store is unavailable");
            return Self::Problem(Problem::unavailable("The store cannot answer just now. Try again."));
        }
        Self::Internal(Box::new(error))
    }
}
