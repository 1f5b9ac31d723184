//! Choices that have names, the same in API and database.

/// What has a name among others.
pub(crate) trait Choice: Copy + 'static {
    /// All of them.
    fn all() -> &'static [Self];

    /// Its name.
    fn called(self) -> &'static str;
}

/// `Type: Variant "name", …`, each with its words.
macro_rules! choice {
    ($(#[$doc:meta])* $type:ident: $($(#[$about:meta])* $variant:ident $name:literal),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $type {
            $($(#[$about])* #[serde(rename = $name)] $variant,)+
        }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl $crate::choice::Choice for $type {
            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn called(self) -> &'static str {
                self.name()
            }
        }
    };
}
pub(crate) use choice;
