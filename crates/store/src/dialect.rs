//! Every difference between the two engines' SQL, a fragment each, and the texts made with them.
//!
//! A statement is written once. What differs stands in it as `{name}`; parameters are `$1`, `$2`…
//! SQLite gets them as `?1`, `?2`…, for it would number `$1` by first appearance.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::Error;
use crate::conn::{Column, Kind};

/// Which SQL is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

/// Arbitrary but fixed: the advisory locks of PostgreSQL are known by number.
/// Others may be long at it.
const MIGRATION_LOCK: &str =
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7812540)";
/// Held by every server as long as it runs, and for itself alone by what must have no server beside it.
pub(crate) const SERVE_SHARED: &str = "SELECT pg_advisory_lock_shared(7812542)";
const BE_ALONE: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL lock_timeout = '5s'; SELECT pg_advisory_xact_lock(7812542); SET LOCAL lock_timeout = 0";
const SCHEMA_SHARED: &str = "SELECT pg_advisory_xact_lock_shared(7812541)";
const SCHEMA_EXCLUSIVE: &str = "SELECT pg_advisory_xact_lock(7812541)";

impl Dialect {
    fn pick(self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }

    /// `{id}`: the type of a primary key that the program gives out. SQLite's must be spelled so
    /// to be the row's own number instead of a second b-tree.
    fn id(self) -> &'static str {
        self.pick("INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY")
    }

    /// `{serial}`: the type of a primary key that the engine gives out, never twice.
    fn serial(self) -> &'static str {
        self.pick("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
    }

    /// `{text}`: the type of a text that compares by its bytes. SQLite does so by itself.
    fn text(self) -> &'static str {
        self.pick("TEXT", "TEXT COLLATE \"C\"")
    }

    /// `{compact}`: after a table whose primary key is all that finds its rows: one b-tree less on SQLite.
    fn compact(self) -> &'static str {
        self.pick(" WITHOUT ROWID", "")
    }

    /// `{tx}`: the number of the running transaction; 0 on SQLite, where they commit in order of `seq`.
    fn tx(self) -> &'static str {
        self.pick("0", "pg_current_xact_id()::text::bigint")
    }

    /// `{settled}`: a condition on `tx`, that no transaction before it is still open: what is
    /// read in order of (tx, seq) up to there can't get rows in between.
    fn settled(self) -> &'static str {
        self.pick("true", "tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    }

    /// The statement that tells the place in the feed behind which all lies that isn't settled: transaction and number.
    pub(crate) fn feed_end(self) -> &'static str {
        self.pick(
            "SELECT 0, COALESCE(MAX(seq), 0) FROM changes",
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, COALESCE((SELECT MAX(seq) FROM changes
                WHERE tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint), 0)",
        )
    }

    /// The statement that tells which transactions the snapshot sees: `xmin:xmax:xip`. On SQLite a change's `seq`
    /// stands for its transaction: one follows the other there.
    pub(crate) fn generation(self) -> &'static str {
        self.pick(
            "SELECT n || ':' || n || ':' FROM (SELECT COALESCE(MAX(seq), 0) + 1 AS n FROM changes)",
            "SELECT pg_current_snapshot()::text",
        )
    }

    /// `{since $n}`: of a row of `changes`, that [`Self::generation`], as it was in `$n`, didn't see it.
    fn since(self, parameter: &str) -> String {
        match self {
            // A text becomes the number that it begins with.
            Self::Sqlite => format!("seq >= CAST(?{parameter} AS INTEGER)"),
            Self::Postgres => format!(
                "tx >= pg_snapshot_xmin(${parameter}::text::pg_snapshot)::text::bigint \
                 AND NOT pg_visible_in_snapshot(tx::text::xid8, ${parameter}::text::pg_snapshot)"
            ),
        }
    }

    /// `{for_update}`: at the end of a SELECT, keeps its rows from being changed or locked by others.
    /// SQLite has one writer.
    fn for_update(self) -> &'static str {
        self.pick("", " FOR UPDATE")
    }

    /// `{skip_locked}`: the same, but passes over rows that others have locked.
    fn skip_locked(self) -> &'static str {
        self.pick("", " FOR UPDATE SKIP LOCKED")
    }

    /// `{search_table}`: makes the table `search(rowid, words)`. Its words come cut and folded, so that the engines
    /// only look them up.
    fn search_table(self) -> &'static str {
        self.pick(
            "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, detail='none', \
             tokenize=\"ascii tokenchars '=#'\")",
            include_str!("postgres/search.sql"),
        )
    }

    /// `{words}`: in the place of VALUES, rows of numbers and words with blanks between, as `search` takes them. Words are
    /// of a language, so PostgreSQL has the rows of a commit lie by locale: of a word it then visits fewer pages. FTS5
    /// wants them by number.
    fn words(self, columns: &[Column]) -> String {
        match self {
            Self::Sqlite => self.values(columns),
            Self::Postgres => {
                let words = "array_to_tsvector(string_to_array(r.words, ' '))";
                format!("SELECT r.id, {words} FROM {} ORDER BY r.id % 256, r.id", self.rows(columns))
            }
        }
    }

    /// `{stored_words}`: the words of a row of `search`, sorted, with a blank between; null where the engine keeps no
    /// more than what it finds rows by.
    fn stored_words(self) -> &'static str {
        self.pick("words", "array_to_string(tsvector_to_array(words), ' ')")
    }

    /// `{matches $n}`: of a row of `search`, that it has the word that `$n` asks for: a [`Self::term`].
    fn matches(self, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("search MATCH ?{parameter}"),
            Self::Postgres => format!("words @@ ${parameter}::text::tsquery"),
        }
    }

    /// A word, or the beginning of one, for `{matches $n}`. As stored: "=" and "#" count.
    pub fn term(self, word: &str, prefix: bool) -> String {
        match (self, prefix) {
            (Self::Sqlite, false) => format!("\"{}\"", word.replace('"', "\"\"")),
            (Self::Sqlite, true) => format!("\"{}\"*", word.replace('"', "\"\"")),
            (Self::Postgres, false) => format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''")),
            (Self::Postgres, true) => format!("'{}':*", word.replace('\\', "\\\\").replace('\'', "''")),
        }
    }

    /// The statement that holds the schema still until the transaction ends, for this writer alone
    /// or along with others. None where there is one writer.
    pub fn lock_schema(self, exclusive: bool) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres if exclusive => Some(SCHEMA_EXCLUSIVE),
            Self::Postgres => Some(SCHEMA_SHARED),
        }
    }

    /// The script that keeps other nodes from migrating until the transaction ends.
    pub(crate) fn lock_migrations(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(MIGRATION_LOCK),
        }
    }

    /// The script that lets this transaction and its statements take as long as they need.
    pub(crate) fn without_limits(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => {
                Some("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            }
        }
    }

    /// The same for a transaction that must have no server beside it, and keeps them from starting. None where the data
    /// folder's lock does.
    pub(crate) fn be_alone(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(BE_ALONE),
        }
    }

    /// The statement that names all tables.
    pub(crate) fn table_names(self) -> &'static str {
        self.pick(
            "SELECT name FROM sqlite_master WHERE type = 'table'",
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
        )
    }

    /// The statement that lists what of the tables `$1` is faster to make when all rows are there: how to take it away,
    /// and how to make it, in an order in which it can be made.
    pub(crate) fn heavy(self) -> &'static str {
        self.pick(
            "SELECT 'DROP INDEX ' || name, sql FROM sqlite_master
            WHERE type = 'index' AND sql IS NOT NULL AND tbl_name {in $1} ORDER BY name",
            "SELECT drop, make FROM (
                SELECT 1 AS step, i.indexrelid AS id, format('DROP INDEX %s', i.indexrelid::regclass) AS drop,
                    pg_get_indexdef(i.indexrelid) AS make
                FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
                WHERE t.relname::text {in $1} AND t.relnamespace = current_schema()::regnamespace
                    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
                UNION ALL
                SELECT 2, c.oid, format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
                    format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname,
                        pg_get_constraintdef(c.oid))
                FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                WHERE c.contype = 'f' AND t.relname::text {in $1} AND t.relnamespace = current_schema()::regnamespace
            ) AS found ORDER BY step, id",
        )
    }

    /// The script that has the engine go on numbering changes after those that were given their numbers. None where it
    /// does by itself.
    pub(crate) fn continue_numbers(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(
                "SELECT setval(pg_get_serial_sequence('changes', 'seq'), COALESCE(MAX(seq), 0) + 1, false) FROM changes",
            ),
        }
    }

    /// The statement that tells which rows refer to none. None where references are checked when they are made.
    pub(crate) fn broken_references(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => {
                Some("SELECT \"table\" || ' ' || coalesce(rowid, '') FROM pragma_foreign_key_check LIMIT 1")
            }
            Self::Postgres => None,
        }
    }

    /// `{as_given}`: after the columns of an INSERT, that numbers which the engine gives out are given this time.
    fn as_given(self) -> &'static str {
        self.pick("", "OVERRIDING SYSTEM VALUE")
    }

    /// Two columns, name and value, of the settings that decide whether a commit survives a power cut.
    pub(crate) fn durability(self) -> &'static str {
        self.pick(
            "SELECT 'sqlite_version', sqlite_version() \
             UNION ALL SELECT 'journal_mode', journal_mode FROM pragma_journal_mode \
             UNION ALL SELECT 'synchronous', CASE synchronous WHEN 2 THEN 'full' WHEN 3 THEN 'extra' \
                 WHEN 1 THEN 'normal' ELSE 'off' END FROM pragma_synchronous \
             UNION ALL SELECT 'foreign_keys', CASE foreign_keys WHEN 1 THEN 'on' ELSE 'off' END \
                 FROM pragma_foreign_keys",
            "SELECT name, setting FROM pg_settings \
             WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', \
                 'synchronous_standby_names') ORDER BY name",
        )
    }

    /// The statement that reads the whole file and tells, in a text a row, what is broken in it.
    /// None where the server watches over its files.
    pub(crate) fn integrity(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
            Self::Postgres => None,
        }
    }

    /// `{in $n}`: after an expression, that it is one of the list `$n`, whose length may vary
    /// without making another statement.
    fn one_of(self, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("IN (SELECT value FROM json_each(?{parameter}))"),
            Self::Postgres => format!("= ANY(${parameter})"),
        }
    }

    /// `{numbers c}`: the numbers in a column, all in one value. Eight bytes each are sent and read faster than
    /// digits, but SQLite has no function that makes them.
    fn numbers(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("group_concat({column})"),
            Self::Postgres => format!("string_agg(int8send({column}), '')"),
        }
    }

    /// `{rows}`: the rows of a [`crate::conn::Statement`] as a table `r`. PostgreSQL gets them all at
    /// once, a list a column; SQLite runs the statement for each.
    fn rows(self, columns: &[Column]) -> String {
        let names = |each: fn(usize, &Column) -> String| {
            let parts: Vec<_> = columns.iter().enumerate().map(|(index, column)| each(index + 1, column)).collect();
            parts.join(", ")
        };
        match self {
            Self::Sqlite => format!("(SELECT {}) AS r", names(|n, (name, _)| format!("?{n} AS {name}"))),
            Self::Postgres => format!(
                "UNNEST({}) AS r({})",
                names(|n, (_, kind)| format!("${n}::{}[]", postgres_type(*kind))),
                names(|_, (name, _)| (*name).to_owned())
            ),
        }
    }

    /// `{values}`: the rows of a [`crate::conn::Statement`] in the place of VALUES. Where they are written as they are, this
    /// and not a SELECT of `{rows}`: for a statement with a SELECT SQLite opens a journal, and FTS5 flushes at each.
    fn values(self, columns: &[Column]) -> String {
        match self {
            Self::Sqlite => {
                let parameters: Vec<_> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
                format!("VALUES ({})", parameters.join(", "))
            }
            Self::Postgres => {
                let names: Vec<_> = columns.iter().map(|(name, _)| format!("r.{name}")).collect();
                format!("SELECT {} FROM {}", names.join(", "), self.rows(columns))
            }
        }
    }

    fn fragment(self, token: &str, columns: Option<&[Column]>) -> Result<Cow<'static, str>, Error> {
        let text = match token {
            "id" => self.id(),
            "serial" => self.serial(),
            "text" => self.text(),
            "compact" => self.compact(),
            "tx" => self.tx(),
            "settled" => self.settled(),
            "for_update" => self.for_update(),
            "skip_locked" => self.skip_locked(),
            "as_given" => self.as_given(),
            "search_table" => self.search_table(),
            "stored_words" => self.stored_words(),
            "rows" | "values" | "words" => {
                let columns = columns.ok_or_else(|| Error::Bug(format!("{{{token}}} in a statement without rows")))?;
                let text = match token {
                    "rows" => self.rows(columns),
                    "values" => self.values(columns),
                    _ => self.words(columns),
                };
                return Ok(text.into());
            }
            _ => {
                if let Some(column) = token.strip_prefix("numbers ") {
                    return Ok(self.numbers(column).into());
                }
                return match token.split_once('$') {
                    Some(("in ", parameter)) => Ok(self.one_of(parameter).into()),
                    Some(("matches ", parameter)) => Ok(self.matches(parameter).into()),
                    Some(("since ", parameter)) => Ok(self.since(parameter).into()),
                    _ => Err(Error::Bug(format!("{{{token}}} is no fragment of SQL"))),
                };
            }
        };
        Ok(text.into())
    }

    /// The text as this engine takes it. A brace that no small letter follows stands for itself,
    /// as in JSON.
    pub(crate) fn expand(self, sql: &str, columns: Option<&[Column]>) -> Result<String, Error> {
        let mut text = String::with_capacity(sql.len() + 64);
        let mut rest = sql;
        while let Some(at) = rest.find(['{', '$']) {
            let (before, from) = rest.split_at(at);
            let after = &from[1..];
            let first = after.bytes().next().unwrap_or_default();
            text.push_str(before);
            rest = after;
            if from.starts_with('{') && first.is_ascii_lowercase() {
                let (token, after) =
                    after.split_once('}').ok_or_else(|| Error::Bug(format!("a brace stays open in {sql}")))?;
                text.push_str(&self.fragment(token, columns)?);
                rest = after;
            } else if from.starts_with('$') && first.is_ascii_digit() && self == Self::Sqlite {
                text.push('?');
            } else {
                text.push_str(&from[..1]);
            }
        }
        text.push_str(rest);
        Ok(text)
    }
}

fn postgres_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::Int => "bigint",
        Kind::Double => "double precision",
        Kind::Text => "text",
    }
}

/// More texts than the program has: beyond, someone makes them up as they go.
const MAX_TEXTS: usize = 1_000;

/// Expanded texts, each made once.
pub(crate) struct Texts {
    dialect: Dialect,
    known: HashMap<String, Text>,
}

struct Text {
    columns: Option<&'static [Column]>,
    sql: Arc<str>,
}

impl Texts {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, known: HashMap::new() }
    }

    /// The text of `sql`, whose rows have the given columns.
    pub fn get(&mut self, sql: &str, columns: Option<&'static [Column]>) -> Result<Arc<str>, Error> {
        if let Some(text) = self.known.get(sql)
            && text.columns == columns
        {
            return Ok(text.sql.clone());
        }
        let expanded: Arc<str> = self.dialect.expand(sql, columns)?.into();
        if self.known.len() >= MAX_TEXTS {
            self.known.clear();
        }
        self.known.insert(sql.to_owned(), Text { columns, sql: expanded.clone() });
        Ok(expanded)
    }
}
