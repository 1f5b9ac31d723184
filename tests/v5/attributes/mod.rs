mod crowd;
mod defaults;
mod delete;
mod list;
mod post;
mod put;
