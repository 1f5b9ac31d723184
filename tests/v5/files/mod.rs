//! Files: how they are sent, kept, shown to the public and told of.

mod bucket;
mod original;
mod send;
mod tus;
mod versions;
