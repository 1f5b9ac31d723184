//! Files: how they are sent, kept, shown to the public and told of.

mod bucket;
mod original;
mod profiles;
mod send;
mod tus;
mod versions;
