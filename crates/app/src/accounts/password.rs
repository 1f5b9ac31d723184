//! Passwords: Argon2id with the parameters that OWASP asks for, off the threads that serve requests.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::{Failure, Random};

/// What is compared where there is no user: it costs the same time, and no password fits.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and verifies, two at a time: each takes 19 MB and some twenty milliseconds of a core.
pub(super) struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

impl Passwords {
    /// The hash of a new password, in PHC form.
    pub async fn hash(&self, password: String, random: &Random) -> Result<String, Failure> {
        let mut salt = [0; 16];
        random(&mut salt);
        let hash = move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        let hash = self.run(hash).await?.map_err(|error| Failure::Internal(Box::new(error)))?;
        Ok(hash.to_string())
    }

    /// Whether it is the one of this hash; in the same time, `false` without a hash.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Failure> {
        let verify = move || {
            let hash = hash.as_deref().unwrap_or(NOBODY);
            Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
        };
        self.run(verify).await
    }

    /// The place is held until the work ends, also when nobody waits for it any more.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        let internal = |error| Failure::Internal(Box::new(error));
        let place = Arc::clone(&self.0).acquire_owned().await.map_err(|error| Failure::Internal(Box::new(error)))?;
        let run = move || {
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(run).await.map_err(internal)
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::phc::PasswordHash;

    use super::*;

    #[tokio::test]
    async fn a_hash_fits_its_password_alone() {
        let random: Random = Arc::new(|salt| salt.fill(7));
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".into(), &random).await.unwrap();
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct Horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
        // Else an unknown user would be told from a known one by the time it takes.
        let cost = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        assert_eq!(cost(&hash), cost(NOBODY));
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
