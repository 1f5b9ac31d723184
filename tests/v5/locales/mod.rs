mod delete;
mod post;
mod put;
