//! Catalogues of other systems, read as items of the API: each a resource's name and what its body says, in an order in
//! which each stands after those that it names.
//!
//! A source is a function that gives items away one after the other. It runs on a thread of its own and waits while
//! nobody takes them, so a large catalogue needs no more memory than a small one. What has no counterpart is noted, with
//! the reason. Nothing is known here of who takes the items, of SQL or of how HTTP faces answer.

mod akeneo;
mod best_buy;
mod error;
mod flow;
mod google_taxonomy;
mod inside;
mod item;
mod json;
mod labels;
mod measures;
mod notes;
mod quable;
mod saleor;
mod shopify;
mod table;
mod unopim;

pub use akeneo::Akeneo;
pub use best_buy::BestBuy;
pub use error::Error;
pub use flow::{Items, Out, Source, start};
pub use google_taxonomy::GoogleTaxonomy;
pub use item::{Bytes, File, Item, Mode};
pub use notes::{LeftOut, Notes};
pub use quable::{Api, Quable};
pub use saleor::Saleor;
pub use shopify::Shopify;
pub use unopim::UnoPim;
