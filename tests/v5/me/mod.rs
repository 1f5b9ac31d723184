mod password;
mod patch;
mod preferences;
mod sessions;
