//! What is carried from one database to another: a closed list of tables, each with its columns.
//!
//! The columns of each table stand in the order in which migrations brought them, so those of an older database are the
//! first of these.

use crate::conn::{Column, Kind};
use crate::feed::{OVERLAP, TOP};

use Kind::{Bool, Int, Text};

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// All its columns.
    columns: &'static [Column],
    /// From which migration on it had how many of them.
    grown: &'static [(i64, usize)],
    /// How many columns at the beginning tell its rows apart, in their order.
    pub(super) key: usize,
    /// Columns that are not read but given a value, for they mean something in the old database alone.
    pub(super) given: &'static [(&'static str, &'static str)],
    /// A condition on rows: of the others nobody will ask.
    pub(super) only: &'static str,
}

impl Table {
    const fn new(name: &'static str, grown: &'static [(i64, usize)], columns: &'static [Column]) -> Self {
        Self { name, columns, grown, key: 1, given: &[], only: "true" }
    }

    /// Its columns as of a migration; none: there was no such table.
    pub fn columns(&self, migration: i64) -> &'static [Column] {
        let known = self.grown.iter().rev().find(|(since, _)| *since <= migration);
        known.map_or(&[], |(_, count)| &self.columns[..*count])
    }
}

/// The tables as of a migration, those before that others refer to.
pub fn tables(migration: i64) -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(move |table| !table.columns(migration).is_empty())
}

/// All that is carried.
pub(super) static TABLES: &[Table] = &[
    Table::new("revisions", &[(1, 3)], &[("id", Int), ("rules", Int), ("labels", Int)]),
    Table::new("sequences", &[(1, 2)], &[("name", Text), ("next", Int)]),
    Table::new(
        "definitions",
        &[(1, 9), (4, 11)],
        &[
            ("id", Int),
            ("kind", Text),
            ("code", Text),
            ("rev", Int),
            ("created_at", Int),
            ("created_by", Text),
            ("updated_at", Int),
            ("updated_by", Text),
            ("body", Text),
            ("index_id", Int),
            ("state", Text),
        ],
    ),
    Table::new(
        "predefined_values",
        &[(1, 11)],
        &[
            ("id", Int),
            ("attribute_id", Int),
            ("code", Text),
            ("sequence", Int),
            ("active", Bool),
            ("rev", Int),
            ("created_at", Int),
            ("created_by", Text),
            ("updated_at", Int),
            ("updated_by", Text),
            ("labels", Text),
        ],
    ),
    Table::new(
        "objects",
        &[(1, 14), (5, 16)],
        &[
            ("id", Int),
            ("kind", Text),
            ("code", Text),
            ("type_id", Int),
            ("parent_id", Int),
            ("active", Bool),
            ("sequence", Int),
            ("rev", Int),
            ("shown", Int),
            ("created_at", Int),
            ("created_by", Text),
            ("updated_at", Int),
            ("updated_by", Text),
            ("body", Text),
            ("target_id", Int),
            ("set_id", Int),
        ],
    ),
    Table { key: 2, ..Table::new("placements", &[(1, 3)], &[("object_id", Int), ("node_id", Int), ("position", Int)]) },
    // The number of a transaction means nothing to another database: there all of these are settled.
    Table {
        given: &[("tx", "0")],
        ..Table::new(
            "changes",
            &[(1, 12), (3, 13), (9, 15), (15, 16)],
            &[
                ("seq", Int),
                ("tx", Int),
                ("at", Int),
                ("actor", Text),
                ("origin", Text),
                ("kind", Text),
                ("object_id", Int),
                ("code", Text),
                ("op", Text),
                ("locales", Text),
                ("before", Text),
                ("after", Text),
                ("shown", Text),
                ("parent_id", Int),
                ("target_id", Int),
                ("job_id", Int),
            ],
        )
    },
    // What was being removed is not carried, and is nowhere missed.
    Table {
        only: "state = 'kept'",
        ..Table::new("files", &[(12, 4)], &[("hash", Text), ("size", Int), ("state", Text), ("touched_at", Int)])
    },
    Table { key: 2, ..Table::new("file_uses", &[(12, 2)], &[("hash", Text), ("object_id", Int)]) },
    Table {
        only: "hash IS NOT NULL",
        ..Table::new(
            "uploads",
            &[(12, 9)],
            &[
                ("id", Text),
                ("file_type", Text),
                ("name", Text),
                ("mime", Text),
                ("size", Int),
                ("hash", Text),
                ("created_at", Int),
                ("created_by", Text),
                ("looked", Text),
            ],
        )
    },
    Table::new(
        "accounts",
        &[(2, 6), (8, 13)],
        &[
            ("id", Int),
            ("username", Text),
            ("password_hash", Text),
            ("admin", Bool),
            ("active", Bool),
            ("created_at", Int),
            ("kind", Text),
            ("rev", Int),
            ("created_by", Text),
            ("updated_at", Int),
            ("updated_by", Text),
            ("logged_at", Int),
            ("body", Text),
        ],
    ),
    Table::new(
        "tokens",
        &[(2, 5)],
        &[("hash", Text), ("name", Text), ("access", Text), ("created_at", Int), ("used_at", Int)],
    ),
    // What is being installed just now is installed again there.
    Table {
        only: "ends_at IS NULL",
        ..Table::new(
            "app_tokens",
            &[(22, 7)],
            &[
                ("hash", Text),
                ("app_id", Int),
                ("access", Text),
                ("created_at", Int),
                ("created_by", Text),
                ("used_at", Int),
                ("ends_at", Int),
            ],
        )
    },
    Table::new(
        "key_values",
        &[(6, 10)],
        &[
            ("id", Int),
            ("code", Text),
            ("protected", Bool),
            ("public", Bool),
            ("rev", Int),
            ("created_at", Int),
            ("created_by", Text),
            ("updated_at", Int),
            ("updated_by", Text),
            ("value", Text),
        ],
    ),
    // Whoever was at a job is at it there, not here.
    Table {
        given: &[("lease", "''")],
        ..Table::new(
            "jobs",
            &[(7, 14), (14, 25), (25, 27)],
            &[
                ("id", Int),
                ("kind", Text),
                ("state", Text),
                ("due_at", Int),
                ("lease", Text),
                ("attempts", Int),
                ("done", Int),
                ("total", Int),
                ("created_at", Int),
                ("created_by", Text),
                ("ended_at", Int),
                ("trouble", Text),
                ("payload", Text),
                ("checkpoint", Text),
                ("priority", Int),
                ("queue", Text),
                ("subject", Text),
                ("target", Text),
                ("profile", Text),
                ("begun_at", Int),
                ("taken_at", Int),
                ("taken_done", Int),
                ("cancelled_by", Text),
                ("result", Text),
                ("log", Text),
                ("is_dry_run", Bool),
                ("undoes", Int),
            ],
        )
    },
    Table {
        key: 4,
        ..Table::new(
            "job_lines",
            &[(15, 10)],
            &[
                ("job_id", Int),
                ("sheet", Text),
                ("line", Int),
                ("place", Int),
                ("field", Text),
                ("code", Text),
                ("value", Text),
                ("rule", Text),
                ("message", Text),
                ("level", Text),
            ],
        )
    },
    Table {
        key: 2,
        ..Table::new(
            "job_changes",
            &[(15, 7)],
            &[
                ("job_id", Int),
                ("place", Int),
                ("sheet", Text),
                ("line", Int),
                ("code", Text),
                ("effect", Text),
                ("changes", Text),
            ],
        )
    },
    Table {
        key: 3,
        ..Table::new(
            "job_files",
            &[(15, 6)],
            &[("job_id", Int), ("role", Text), ("place", Int), ("name", Text), ("size", Int), ("hash", Text)],
        )
    },
    Table { key: 2, ..Table::new("edit_parts", &[(24, 3)], &[("job_id", Int), ("part", Int), ("numbers", Text)]) },
    // What is in the archive was carried out, and must not be again. The others are as if they had never come.
    Table {
        key: 2,
        given: &[("word", "''"), ("due_at", "0")],
        only: "receipt IS NOT NULL",
        ..Table::new(
            "idempotency",
            &[(10, 8)],
            &[
                ("owner", Text),
                ("key", Text),
                ("request", Text),
                ("word", Text),
                ("due_at", Int),
                ("created_at", Int),
                ("receipt", Text),
                ("answer", Text),
            ],
        )
    },
    Table { key: 2, ..Table::new("preferences", &[(23, 3)], &[("account_id", Int), ("name", Text), ("value", Text)]) },
    Table::new(
        "views",
        &[(23, 12)],
        &[
            ("code", Text),
            ("owner_id", Int),
            ("kind", Text),
            ("type_id", Int),
            ("shared", Bool),
            ("sequence", Int),
            ("roles", Text),
            ("attributes", Text),
            ("rev", Int),
            ("created_at", Int),
            ("updated_at", Int),
            ("body", Text),
        ],
    ),
    Table::new("host_keys", &[(17, 3)], &[("host", Text), ("fingerprint", Text), ("seen_at", Int)]),
    Table::new("sealing_keys", &[(17, 2)], &[("id", Text), ("used_at", Int)]),
    Table::new("planned_runs", &[(18, 3)], &[("planning_id", Int), ("ran_at", Int), ("job_id", Int)]),
    Table {
        key: 3,
        ..Table::new(
            "completeness_days",
            &[(24, 6)],
            &[
                ("day", Text),
                ("setting_id", Int),
                ("locale", Text),
                ("documents", Int),
                ("complete", Int),
                ("percents", Int),
            ],
        )
    },
    // The epoch that goes on ends with the archive, for whoever is restored from it.
    Table {
        given: &[("top", TOP), ("overlap", OVERLAP)],
        ..Table::new("epochs", &[(20, 3)], &[("epoch", Int), ("top", Int), ("overlap", Int)])
    },
];

/// Tables that are made anew from the others by [`super::derive`].
pub(super) const DERIVED: [&str; 3] = ["unique_keys", "value_index", "search"];

/// Tables of this database alone. Sessions and links are left out on purpose: what
/// was ended since doesn't come back to life. So are secrets to sign with: an archive holds hashes,
/// and what is sealed with a key that isn't in the database, at most.
/// What is owed to webhooks is given up by a restore: receivers may have been told since, or belong to another instance.
pub(super) const LEFT_OUT: [&str; 11] = [
    "migrations",
    "sessions",
    "refresh_tokens",
    "ui_sessions",
    "setup_links",
    "secrets",
    "deliveries",
    "events",
    "event_follower",
    "event_updates",
    "job_ends",
];
