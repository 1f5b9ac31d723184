mod auto_link;
mod crud;
mod filters;
mod main_asset;
mod metadata;
mod places;
