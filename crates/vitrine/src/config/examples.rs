//! What stands below the help of each command.

pub const ALL: &str = "\
Examples:
  vitrine serve                                   an instance in ./vitrine-data, over HTTPS
  vitrine user create --username ada --admin      its first user
  vitrine demo                                    a catalogue to look at
  vitrine help token                              more on a command

A flag counts before its variable, a variable before vitrine.toml. Commands work beside a running server
as well as without one. Exit codes: 0 done, 1 failed, 2 used wrongly.";

pub const SERVE: &str = "\
Examples:
  vitrine serve
  vitrine serve --http 127.0.0.1:8080             plain HTTP too, for this machine
  vitrine serve --http 0.0.0.0:8080 --trusted-proxy 10.0.0.0/8 --public-url https://pim.example.org
  vitrine serve --database-url postgres://vitrine:secret@db/vitrine --listen 0.0.0.0:8443

Prints one line with its addresses on stdout once it is ready to answer; its log goes to stderr.
A second SIGTERM or SIGINT gives up requests that are still at work.";

pub const DEMO: &str = "\
Examples:
  vitrine demo
  vitrine demo --data-dir /tmp/try && vitrine serve --data-dir /tmp/try

Refused where there are documents of others. Run again, it puts the demo back as it was.";

pub const CHECK: &str = "\
Examples:
  vitrine check
  vitrine check --repair                          with SQLite: stop the server first
  vitrine check --json | jq -r '.check.damages[]'

Exits with 1 if there is any damage in the end. Without --repair it changes nothing, and may run beside a server.
With it nothing is guessed: what doesn't follow from objects and definitions is named and left.";

pub const MODEL_EXPORT: &str = "\
Examples:
  vitrine model export > model.ndjson
  vitrine model export --force model.ndjson && git diff model.ndjson

The lines stand in an order in which `model import` takes them into an empty instance. They hold no dates and no
numbers of this instance: what doesn't change prints the same.";

pub const MODEL_IMPORT: &str = "\
Examples:
  vitrine model import model.ndjson --dry-run
  vitrine model import model.ndjson --data-dir /tmp/try

Definitions that the file doesn't mention stay. Exits with 1 if a line was refused; the others are written.";

pub const BACKUP: &str = "\
Examples:
  vitrine backup shop.tar
  vitrine backup --force /mnt/backups/shop.tar

Beside a running server that server writes the file. It has its name once it is whole.";

pub const RESTORE: &str = "\
Examples:
  vitrine restore shop.tar --data-dir /tmp/drill
  vitrine restore shop.tar --database-url postgres://vitrine:secret@db/new

Reads all of the archive before it writes anything, and writes all or nothing. An archive of either database
goes into either.";

pub const TOKEN_CREATE: &str = "\
Examples:
  TOKEN=$(vitrine token create --name shop)
  vitrine token create --name reports --access read";

pub const TOKEN_LIST: &str = "\
Examples:
  vitrine token list
  vitrine token list --json | jq -r '.tokens[].name'";

pub const TOKEN_REVOKE: &str = "\
Example:
  vitrine token revoke --name shop";

pub const USER_CREATE: &str = "\
Examples:
  vitrine user create --username ada --admin
  pass show vitrine/bob | vitrine user create --username bob --password-stdin";

pub const USER_LIST: &str = "\
Examples:
  vitrine user list
  vitrine user list --json | jq -r '.users[] | select(.admin).username'";

pub const USER_PASSWORD: &str = "\
Examples:
  vitrine user password --username bob
  pass show vitrine/bob | vitrine user password --username bob --password-stdin";

pub const USER_DEACTIVATE: &str = "\
Example:
  vitrine user deactivate --username bob";

pub const IMPORT: &str = "\
Examples:
  vitrine import lamps.csv                        what it is, is told by its name and its columns
  vitrine import --dry-run range.xlsx             write nothing, and show what would change
  vitrine import values.csv classifications.csv document.lamp.csv links.csv
  vitrine import --profile \"Supplier A\" --failed again.csv prices.csv
  vitrine import --from akeneo ./export --dry-run
  vitrine import --from shopify products_1.csv products_2.csv --currency EUR
  vitrine import --from google-taxonomy taxonomy-with-ids.en-US.txt taxonomy-with-ids.fr-FR.txt
  VITRINE_SOURCE_TOKEN=… vitrine import --from quable https://acme.quable.com

Several files, a workbook or a ZIP file of several sheets come in any order: what others need is written first. The
lines that fail leave the others alone; --failed keeps them, to be corrected and imported again. It goes on by itself
where it was if it is interrupted. `vitrine undo` takes all of it back. From another system each item is written for
itself; a second run changes what differs, and what has no counterpart is told with the reason.";

pub const EXPORT: &str = "\
Examples:
  vitrine export --output all.ndjson              everything, in the order in which it can be imported again
  vitrine export --format csv --output all.zip
  vitrine export document.lamp --format xlsx --filter 'attributes.power[gte]=40' --output lamps.xlsx
  vitrine export assets --format csv --locale fr_FR > assets.csv

All of it is as of one moment.";

pub const UNDO: &str = "\
Examples:
  vitrine undo --dry-run 1042
  vitrine undo 1042                               the number that `vitrine import` printed

What somebody else changed since stays as it is, and is told line by line.";

pub const JOB_LIST: &str = "\
Examples:
  vitrine job list
  vitrine job list --open --json | jq -r '.jobs[] | \"\\(.number) \\(.seconds_left) s\"'";

pub const JOB_LOG: &str = "\
Example:
  vitrine job log 1042";

pub const JOB_WAIT: &str = "\
Example:
  vitrine job wait 1042

Fails (1) unless the job comes to its end. Where no server runs, this command does the job.";

pub const JOB_CANCEL: &str = "\
Example:
  vitrine job cancel 1042

A node that is at the job ends it within seconds. A change of the model is followed to its end.";

pub const CONFIG: &str = "\
Examples:
  vitrine config                                  what `vitrine serve` would go by here
  vitrine config --json | jq -r '.settings[] | select(.source != \"default\").name'
  vitrine config > vitrine.toml                   a file to start from (secrets are masked)";

pub const COMPLETIONS: &str = "\
Examples:
  vitrine completions bash > ~/.local/share/bash-completion/completions/vitrine
  vitrine completions zsh > ~/.zfunc/_vitrine
  vitrine completions fish > ~/.config/fish/completions/vitrine.fish";
