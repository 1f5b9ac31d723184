//! Ids that the server makes: of profiles, which clients don't name.

use model::command::{Action, Command, PutMode};

use crate::App;

impl App {
    /// Gives each new profile that has no id one at random.
    pub(crate) fn name_profiles(&self, commands: &mut [Command]) {
        for command in commands {
            if let Action::PutDefinition(put) = &mut command.action
                && put.fields.kind().is_named_here()
                && put.mode != PutMode::Update
                && put.code.is_empty()
            {
                put.code = self.uuid();
            }
        }
    }

    /// A random UUID (version 4).
    pub(crate) fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        self.draw(&mut bytes);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = format!("{:032x}", u128::from_be_bytes(bytes));
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }
}
