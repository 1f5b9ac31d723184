//! API v4, under `/api_1.php` and at the root.

mod methods;
pub(crate) mod routes;
mod sessions;
