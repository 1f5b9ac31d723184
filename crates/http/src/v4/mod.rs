//! API v4, under `/api_1.php` and at the root.

pub(crate) mod methods;
pub(crate) mod routes;
mod sessions;
