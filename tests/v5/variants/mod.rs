mod bulk;
mod delete;
mod get;
mod list;
mod post;
mod put;
