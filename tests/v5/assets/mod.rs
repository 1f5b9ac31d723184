mod crud;
mod main_asset;
