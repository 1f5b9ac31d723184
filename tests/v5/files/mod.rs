//! Files: how they are sent, kept, shown to the public and told of.

mod bucket;
mod catalogue;
mod duplicates;
mod original;
mod previews;
mod profiles;
mod send;
mod signed;
mod sizes;
mod tus;
mod versions;
