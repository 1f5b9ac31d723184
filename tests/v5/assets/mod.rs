mod crud;
mod main_asset;
mod metadata;
