mod delete;
mod list;
mod post;
mod put;
mod tree;
