//! Where files may be fetched from and put, beside public addresses.

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use clap::Args;
use outward::Rules;

use super::Misuse;
use super::bounds::some;

/// Seconds that another machine may say nothing, unless more is said.
const PATIENCE: u32 = 30;

/// Files at other places.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Files elsewhere")]
pub struct Elsewhere {
    /// Network of private addresses that may be called for files; none: public ones alone; may be repeated
    #[arg(long, value_name = "CIDR", env = "VITRINE_ALLOW_PRIVATE", value_delimiter = ',')]
    allow_private: Vec<outward::Network>,
    /// Folder of this machine below which files may be read and written by address; may be repeated
    #[arg(long, value_name = "DIR", env = "VITRINE_REMOTE_FOLDER", value_delimiter = ',')]
    remote_folder: Vec<PathBuf>,
    /// Bucket of S3 in which they may, reached by the AWS_... variables; may be repeated
    #[arg(long, value_name = "s3://BUCKET/PREFIX", env = "VITRINE_REMOTE_BUCKET", value_delimiter = ',')]
    remote_bucket: Vec<files::Bucket>,
    /// Speak FTP in the clear too, where passwords can be read on the way; FTP over TLS always may be
    #[arg(long, env = "VITRINE_ALLOW_FTP")]
    allow_ftp: bool,
    /// Seconds that another machine may say nothing
    #[arg(long, value_name = "SECONDS", env = "VITRINE_REMOTE_PATIENCE", default_value_t = PATIENCE, value_parser = some())]
    remote_patience: u32,
}

impl Default for Elsewhere {
    fn default() -> Self {
        let (allow_private, remote_folder, remote_bucket) = (vec![], vec![], vec![]);
        Self { allow_private, remote_folder, remote_bucket, allow_ftp: false, remote_patience: PATIENCE }
    }
}

impl Elsewhere {
    /// What may be called. Errors: a folder in which the instance itself lies, or the other way round: whoever may write
    /// could read its keys there.
    pub fn rules(&self, data_dir: &Path) -> anyhow::Result<Rules> {
        let own = real(data_dir);
        if let Some(folder) = self.remote_folder.iter().find(|folder| overlap(&real(folder), &own)) {
            let (folder, own) = (folder.display(), own.display());
            return Err(Misuse::of(format!("--remote-folder {folder}: it and the data folder {own} must lie apart")));
        }
        Ok(Rules {
            allowed: self.allow_private.clone(),
            buckets: self.remote_bucket.clone(),
            folders: self.remote_folder.iter().map(|folder| plain(folder)).collect(),
            plain_ftp: self.allow_ftp,
        })
    }

    /// How long another machine may say nothing.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.remote_patience.into())
    }
}

/// A path from the root on.
fn plain(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The same without links, if it is there.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| plain(path))
}

fn overlap(one: &Path, other: &Path) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_exchanged_lies_apart_from_the_instance() {
        let folder = tempfile::tempdir().unwrap();
        let (own, link) = (folder.path().join("data"), folder.path().join("link"));
        fs::create_dir(&own).unwrap();
        std::os::unix::fs::symlink(&own, &link).unwrap();
        let rules =
            |place: &Path| Elsewhere { remote_folder: vec![place.to_owned()], ..Elsewhere::default() }.rules(&own);
        for near in [own.as_path(), link.as_path(), &own.join("files"), folder.path()] {
            assert!(rules(near).unwrap_err().is::<Misuse>(), "{}", near.display());
        }
        let apart = folder.path().join("database");
        assert_eq!(rules(&apart).unwrap().folders, [apart]);
    }
}
