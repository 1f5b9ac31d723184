//! Rows that must fit each other, found by one statement a rule.

use std::collections::BTreeMap;

use model::schema::{DefinitionKind, Schema, Spec};

use super::Findings;
use crate::Error;
use crate::conn::{Conn, Row};

/// Statements that name what breaks a rule, by a kind and a code, and the words for it.
const RULES: [(&str, &str); 13] = [
    (
        "SELECT o.kind, o.code FROM objects o LEFT JOIN definitions d ON d.id = o.type_id
        WHERE d.kind IS DISTINCT FROM CASE WHEN o.kind IN ('classification', 'asset') THEN 'catalog'
            WHEN o.kind = 'link' THEN 'link_type' ELSE 'document_type' END LIMIT 1000",
        "follows no document type, catalog or link type",
    ),
    (
        "SELECT o.kind, o.code FROM objects o LEFT JOIN objects p ON p.id = o.parent_id
        WHERE CASE o.kind
            WHEN 'document' THEN o.parent_id IS NOT NULL
            WHEN 'asset' THEN o.parent_id IS NOT NULL
            WHEN 'link' THEN p.kind IS NULL OR p.kind NOT IN ('document', 'variant')
            WHEN 'variant' THEN p.kind IS DISTINCT FROM 'document' OR p.type_id <> o.type_id
            ELSE o.parent_id IS NOT NULL AND (p.kind IS DISTINCT FROM 'classification' OR p.type_id <> o.type_id)
        END LIMIT 1000",
        "has a parent that is gone, of the wrong kind, or of another type or catalog",
    ),
    (
        "SELECT o.kind, o.code FROM objects o LEFT JOIN definitions d ON d.id = o.set_id
        WHERE o.set_id IS NOT NULL AND (o.kind <> 'document' OR d.kind IS DISTINCT FROM 'attribute_set') LIMIT 1000",
        "has an attribute set that is gone, or is no document",
    ),
    (
        "SELECT o.kind, o.code FROM objects o LEFT JOIN objects t ON t.id = o.target_id
        WHERE CASE o.kind WHEN 'link' THEN t.kind IS NULL OR t.kind NOT IN ('document', 'variant', 'asset')
            ELSE o.target_id IS NOT NULL END LIMIT 1000",
        "has a target that is gone or of the wrong kind",
    ),
    (
        "WITH RECURSIVE reached(id) AS (
            SELECT c.id FROM objects c WHERE c.kind = 'classification' AND c.parent_id IS NULL
            UNION
            SELECT c.id FROM reached r JOIN objects c ON c.parent_id = r.id
        ) SELECT o.kind, o.code FROM objects o
        WHERE o.kind = 'classification' AND o.id NOT IN (SELECT id FROM reached) LIMIT 1000",
        "is reached from no root",
    ),
    (
        "SELECT o.kind, o.code FROM objects o WHERE o.rev < 1 OR o.shown < o.rev LIMIT 1000",
        "has impossible revisions",
    ),
    (
        "SELECT 'the placement of', coalesce(o.code, '#' || p.object_id)
        FROM placements p LEFT JOIN objects o ON o.id = p.object_id LEFT JOIN objects n ON n.id = p.node_id
        WHERE o.kind IS NULL OR o.kind NOT IN ('document', 'asset')
            OR n.kind IS DISTINCT FROM 'classification' LIMIT 1000",
        "is not of a document or an asset in a classification",
    ),
    (
        "SELECT 'the unique key of', '#' || u.object_id FROM unique_keys u LEFT JOIN objects o ON o.id = u.object_id
        WHERE o.id IS NULL LIMIT 1000",
        "belongs to no object",
    ),
    (
        "SELECT 'the indexed words of', '#' || (s.rowid / 256) FROM search s LEFT JOIN objects o ON o.id = s.rowid / 256
        WHERE o.id IS NULL LIMIT 1000",
        "belong to no object",
    ),
    (
        "SELECT 'predefined value', v.code FROM predefined_values v LEFT JOIN definitions a ON a.id = v.attribute_id
        WHERE a.kind IS DISTINCT FROM 'attribute' LIMIT 1000",
        "belongs to no attribute",
    ),
    (
        "SELECT 'the tokens of account', '#' || t.account_id FROM (
            SELECT account_id FROM sessions UNION SELECT account_id FROM refresh_tokens
            UNION SELECT account_id FROM ui_sessions
        ) t LEFT JOIN accounts a ON a.id = t.account_id WHERE a.id IS NULL LIMIT 1000",
        "belong to no account",
    ),
    (
        "SELECT 'view', v.code FROM views v LEFT JOIN accounts a ON a.id = v.owner_id WHERE a.id IS NULL LIMIT 1000",
        "belongs to no account",
    ),
    (
        "SELECT 'the preference', p.name FROM preferences p LEFT JOIN accounts a ON a.id = p.account_id
        WHERE a.id IS NULL LIMIT 1000",
        "belongs to no account",
    ),
];

const ROOTS: &str = "SELECT o.type_id, o.code FROM objects o
    WHERE o.kind = 'classification' AND o.parent_id IS NULL ORDER BY o.code";

// History too: the numbers of what was deleted are not given out again.
const NUMBERS: &str = "SELECT s.next, t.highest FROM sequences s CROSS JOIN (
        SELECT max(id) AS highest FROM objects
        UNION ALL SELECT max(id) FROM definitions
        UNION ALL SELECT max(id) FROM predefined_values
        UNION ALL SELECT max(id) FROM key_values
        UNION ALL SELECT max(id) FROM accounts
        UNION ALL SELECT max(object_id) FROM changes
    ) t WHERE s.name = 'ids' AND t.highest >= s.next";

pub(super) async fn check(conn: &mut Conn<'_>, schema: &Schema, findings: &mut Findings) -> Result<(), Error> {
    for (sql, words) in RULES {
        for row in conn.query(sql, &[]).await? {
            findings.add(format!("{} \"{}\" {words}", row.text(0)?, row.text(1)?));
        }
    }
    roots(&conn.query(ROOTS, &[]).await?, schema, findings)?;
    for row in conn.query(NUMBERS, &[]).await? {
        findings.add(format!("number {} is in use, but {} would be given out next", row.int(1)?, row.int(0)?));
    }
    Ok(())
}

/// Each catalog has the one root that it names.
fn roots(rows: &[Row], schema: &Schema, findings: &mut Findings) -> Result<(), Error> {
    let mut found: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for row in rows {
        found.entry(row.int(0)?).or_default().push(row.text(1)?);
    }
    for definition in schema.all(DefinitionKind::Catalog) {
        let Spec::Catalog(catalog) = &definition.spec else { continue };
        let roots = found.get(&definition.id).map_or(&[][..], Vec::as_slice);
        if *roots != [catalog.root.as_str()] {
            let (code, root) = (&definition.code, &catalog.root);
            findings.add(format!("catalog \"{code}\" should have the one root \"{root}\"; it has {roots:?}"));
        }
    }
    Ok(())
}
