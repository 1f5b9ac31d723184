//! Passwords in addresses that definitions keep are sealed before anything is planned.

use model::address;
use model::command::{Action, Command, DefinitionFields, Patch};
use model::problem::{Field, Problem};
use model::schema::Planning;

use crate::remote::Missed;
use crate::{App, Failure};

impl App {
    /// Seals them; a command with an address that may not be called is refused.
    pub(crate) async fn seal_addresses(&self, commands: &mut [Command]) -> Result<(), Failure> {
        for command in commands {
            let Action::PutDefinition(put) = &mut command.action else { continue };
            let Some((given, field)) = address_in(&mut put.fields) else { continue };
            if given.is_empty() || address::is_masked(given) {
                continue;
            }
            match self.seal_address(given).await {
                Ok(sealed) => *given = sealed,
                Err(Missed::Failed(failure)) => return Err(failure),
                Err(Missed::Told(message) | Missed::Lasting(message)) => {
                    command.action = Action::Refused(Box::new(Problem::at(field, "bad_address", message)));
                }
            }
        }
        Ok(())
    }
}

/// The address that a definition shall keep, and the field that it is given in.
fn address_in(fields: &mut DefinitionFields) -> Option<(&mut String, Field)> {
    let member = |[flow, _, address]: [&'static str; 3]| Field::Member(flow, address.to_owned());
    let (address, field) = match fields {
        DefinitionFields::ImportProfile(own) => (&mut own.layout.remote_path, Field::Property("remotePath")),
        DefinitionFields::ExportProfile(own) => (&mut own.layout.remote_path, Field::Property("remotePath")),
        DefinitionFields::ImportPlanning(own) => (&mut own.address, member(Planning::IMPORT)),
        DefinitionFields::ExportPlanning(own) => (&mut own.address, member(Planning::EXPORT)),
        _ => return None,
    };
    match address {
        Patch::Value(address) => Some((address, field)),
        Patch::Absent | Patch::Null => None,
    }
}
