mod delete;
mod delta;
mod list;
mod post;
mod put;
