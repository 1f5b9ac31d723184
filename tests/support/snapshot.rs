//! Shapes of answers as snapshots: both engines must print the same.

/// Compares a body with the snapshot of that name; times, numbers and ports are left out.
macro_rules! assert_shape {
    ($name:literal, $body:expr) => {
        insta::assert_json_snapshot!($name, $body, {
            ".**.dateCreated" => "[time]",
            ".**.dateModified" => "[time]",
            ".**.legacyId" => "[number]",
            ".**.requestId" => "[request id]",
            ".**[\"@vocab\"]" => "[base]/api/docs.jsonld#",
        })
    };
}
pub(crate) use assert_shape;
