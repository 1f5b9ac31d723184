//! Settings of the daily backup.

use std::path::PathBuf;

use app::backup::daily::Daily;
use clap::Args;
use jiff::civil::Time;
use store::Location;

use super::Places;

/// When backups are taken by themselves, where they lie and how many.
#[derive(Debug, Clone, Args)]
pub struct DailyBackup {
    /// Folder of the daily backups, for this instance alone; without it `backups` in the data folder, and none on PostgreSQL
    #[arg(long = "backup-dir", id = "backup_dir", value_name = "DIR", env = "VITRINE_BACKUP_DIR")]
    pub dir: Option<PathBuf>,
    /// Daily backups that are kept; 0: none are taken
    #[arg(
        long = "backup-keep",
        id = "backup_keep",
        value_name = "COUNT",
        env = "VITRINE_BACKUP_KEEP",
        default_value_t = 7
    )]
    pub keep: usize,
    /// When they are taken, in UTC
    #[arg(long = "backup-at", id = "backup_at", value_name = "HH:MM", env = "VITRINE_BACKUP_AT", default_value = "02:30", value_parser = time)]
    pub at: Time,
    /// Put the files of assets into the daily backups too: each holds all of them
    #[arg(long = "backup-files", id = "backup_files", env = "VITRINE_BACKUP_FILES")]
    pub files: bool,
}

impl DailyBackup {
    /// The backups to take, if any.
    pub fn of(&self, places: &Places, location: &Location) -> Option<Daily> {
        let beside = || matches!(location, Location::Sqlite(_)).then(|| places.data_dir.join("backups"));
        let folder = self.dir.clone().or_else(beside)?;
        (self.keep > 0).then_some(Daily { folder, keep: self.keep, at: self.at, with_files: self.files })
    }
}

fn time(text: &str) -> Result<Time, String> {
    Time::strptime("%H:%M", text).map_err(|_| "expected a time such as 02:30".to_owned())
}
