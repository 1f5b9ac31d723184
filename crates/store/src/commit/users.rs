//! Users, and the end of their sessions.

use model::changes::Changeset;
use model::user::User;

use super::steps::{IDS, Steps};
use crate::conn::{Column, Kind, Value};
use crate::round::over;

const INSERT: &str = "INSERT INTO accounts (id, username, kind, admin, active, password_hash, rev,
        created_at, created_by, updated_at, updated_by, body)
    SELECT r.id, r.username, r.kind, r.admin, r.active, r.password, r.rev, r.at, r.by, r.at, r.by, r.body
    FROM {rows} WHERE true ON CONFLICT DO NOTHING RETURNING id";

const UPDATE: &str = "UPDATE accounts SET kind = r.kind, admin = r.admin, active = r.active,
        password_hash = r.password, rev = r.rev, updated_at = r.at, updated_by = r.by, body = r.body
    FROM {rows} WHERE accounts.id = r.id AND accounts.rev = r.base RETURNING accounts.id";

const COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("base", Kind::Int),
    ("username", Kind::Text),
    ("kind", Kind::Text),
    ("admin", Kind::Bool),
    ("active", Kind::Bool),
    ("password", Kind::Text),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("body", Kind::Text),
];

const END_SESSIONS: &str = "DELETE FROM sessions WHERE account_id IN (SELECT r.id FROM {rows})";

const END_UI_SESSIONS: &str = "DELETE FROM ui_sessions WHERE EXISTS (
        SELECT 1 FROM {rows} WHERE r.id = ui_sessions.account_id AND r.kept <> ui_sessions.name)";

const ENDED: &[Column] = &[("id", Kind::Int), ("kept", Kind::Text)];

const END_REFRESH_TOKENS: &str = "DELETE FROM refresh_tokens WHERE account_id IN (SELECT r.id FROM {rows})";

/// Makes and changes users; their rows are held before their sessions end, so that none is opened in between.
pub(super) fn write<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let new = || changeset.users.iter().map(|write| &write.row).filter(|(_, base)| base.is_none());
    let rows = new().map(|(user, _)| row(user, None, at)).collect();
    steps.numbered(over(INSERT, COLUMNS, rows), move |written| {
        new().find(|(user, _)| !written.contains(&user.id)).map(|(user, _)| format!("{} exists", name(user)))
    });
    let known = || changeset.users.iter().filter_map(|write| Some((&write.row.0, write.row.1?)));
    let rows = known().map(|(user, base)| row(user, Some(base), at)).collect();
    steps.numbered(over(UPDATE, COLUMNS, rows), move |written| {
        known().find(|(user, _)| !written.contains(&user.id)).map(|(user, _)| name(user))
    });
    let ended = || changeset.sessions_ended.iter().map(|id| vec![(*id).into()]).collect();
    steps.add(over(END_SESSIONS, IDS, ended()));
    steps.add(over(END_REFRESH_TOKENS, IDS, ended()));
    let kept = changeset.session_kept.as_deref().unwrap_or_default();
    let ended = changeset.sessions_ended.iter().map(|id| vec![(*id).into(), kept.into()]).collect();
    steps.add(over(END_UI_SESSIONS, ENDED, ended));
}

fn name(user: &User) -> String {
    format!("user \"{}\"", user.username)
}

fn row(user: &User, base: Option<i64>, at: i64) -> Vec<Value> {
    vec![
        user.id.into(),
        base.into(),
        (&user.username).into(),
        user.kind.name().into(),
        user.admin.into(),
        user.active.into(),
        (&user.password.0).into(),
        user.rev.into(),
        at.into(),
        (&user.updated.by).into(),
        user.profile.to_json().into(),
    ]
}
