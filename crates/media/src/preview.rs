//! Pictures of what isn't read here (PDF, films, office files, other pictures), made by other programs where they are
//! installed.
//!
//! They are run by `timeout`, `prlimit` and `bwrap`: for a time, with so much memory, without a network, seeing `/usr`
//! and the file and writing to a folder of their own. Where that can't be had, there are no previews.

mod page;
mod tool;

use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::file::Opened;
use crate::ladder::MASTER;
use crate::limits::Limits;
use crate::render::{self, Rendered};
use crate::rendition::Rendition;
use crate::sniff::Kind;
use crate::unrenderable::Unrenderable;
use tool::Tool;

/// Most bytes of a file that a program may write.
const MAX_WRITTEN: u64 = 256 * 1024 * 1024;
/// The signal that ends a program whose time is over. It ends `timeout` too.
const KILL: i32 = 9;

/// The programs of this machine.
#[derive(Debug, Clone)]
pub struct Previews {
    guards: Guards,
    tools: Vec<(Tool, PathBuf)>,
}

#[derive(Debug, Clone)]
struct Guards {
    timeout: PathBuf,
    prlimit: PathBuf,
    bwrap: PathBuf,
}

/// A picture that stands for a file, to be rendered like any other. It is gone when this is dropped.
struct Preview {
    path: PathBuf,
    _folder: TempDir,
}

impl Previews {
    /// Looks for the programs in folders as `PATH` lists them. There are none unless they can be guarded.
    pub fn find(path: &OsStr) -> Self {
        let program = |name: &str| -> Option<PathBuf> {
            let mut found = std::env::split_paths(path).map(|folder| folder.join(name)).filter(|path| path.is_file());
            // Only what lies there is seen from within the guards.
            found.find(|path| path.canonicalize().is_ok_and(|real| real.starts_with("/usr")))
        };
        let [timeout, prlimit, bwrap] = ["timeout", "prlimit", "bwrap"].map(|name| program(name).unwrap_or_default());
        let guards = Guards { timeout, prlimit, bwrap };
        let found = |tool: Tool| tool.names().iter().find_map(|name| program(name)).map(|path| (tool, path));
        let mut tools: Vec<_> = Tool::ALL.into_iter().filter_map(found).collect();
        if !tools.is_empty() && !guards.hold() {
            tools.clear();
        }
        Self { guards, tools }
    }

    /// Makes a rendition like [`render()`](fn@crate::render), of its preview where the file isn't read here; that is
    /// made in a new folder within `work`.
    pub fn render(
        &self,
        (path, name): (&Path, &str),
        rendition: &Rendition,
        work: &Path,
        limits: &Limits,
    ) -> Result<Rendered, Unrenderable> {
        let opened = Opened::new(path, name)?;
        let kind = opened.kind;
        let made = render::opened(opened, None, rendition, limits);
        let Err(Unrenderable::NoPicture(_) | Unrenderable::Unsupported(_)) = made else { return made };
        let Some(tool) = self.tool(kind.mime) else { return made };
        let preview = self.preview(tool, (path, kind), work, limits)?;
        render::render(&preview.path, "preview", rendition, limits)
    }

    /// Whether a program is there that draws files of this media type.
    pub fn serve(&self, mime: &str) -> bool {
        self.tool(mime).is_some()
    }

    /// Makes the preview of a file of this kind.
    fn preview(
        &self,
        (tool, program): &(Tool, PathBuf),
        (path, kind): (&Path, Kind),
        work: &Path,
        limits: &Limits,
    ) -> Result<Preview, Unrenderable> {
        let unreadable = |error: std::io::Error| Unrenderable::Unreadable(error.to_string());
        let folder = tempfile::Builder::new().prefix("preview-").tempdir_in(work).map_err(unreadable)?;
        let file = path.canonicalize().map_err(unreadable)?;
        let within = format!("/in.{}", if kind.extension.is_empty() { "bin" } else { kind.extension });
        let guarded = |program: &Path| {
            let mut command = self.guards.around(folder.path(), tool.memory(limits), limits);
            command.arg("--ro-bind").arg(&file).arg(&within).args(["--remount-ro", "/", "--"]).arg(program);
            command
        };
        let page = match tool.measure() {
            Some(name) => {
                let mut command = guarded(&program.with_file_name(name));
                command.args(page::QUESTION).arg(&within).stdout(Stdio::piped());
                page::pixels(&mut command.spawn().map_err(unreadable)?, MASTER)
            }
            None => None,
        };
        let status = guarded(program).args(tool.arguments(kind.mime, &within, page)).status().map_err(unreadable)?;
        if status.signal() == Some(KILL) || status.code() == Some(128 + KILL) {
            return Err(Unrenderable::TooSlow(limits.time));
        }
        let path = tool.results().iter().map(|name| folder.path().join(name)).find(|path| path.is_file());
        let failed = || Unrenderable::Undrawn(program.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let path = path.filter(|_| status.success()).ok_or_else(failed)?;
        Ok(Preview { path, _folder: folder })
    }

    fn tool(&self, mime: &str) -> Option<&(Tool, PathBuf)> {
        self.tools.iter().find(|(tool, _)| tool.serves(mime))
    }
}

impl Guards {
    /// Whether they can be had: containers often forbid namespaces.
    fn hold(&self) -> bool {
        let Ok(folder) = tempfile::tempdir() else { return false };
        let mut command = self.around(folder.path(), 1 << 30, &Limits::default());
        command.args(["--", "/usr/bin/true"]).status().is_ok_and(|status| status.success())
    }

    /// The beginning of a command line, up to further arguments of `bwrap`.
    fn around(&self, folder: &Path, memory: u64, limits: &Limits) -> Command {
        const SYSTEM: [&str; 5] =
            ["/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache", "/etc/libreoffice", "/var/cache/fontconfig"];
        let seconds = limits.time.as_secs().max(1);
        let mut command = Command::new(&self.timeout);
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.args(["--signal=KILL", &seconds.to_string()]).arg(&self.prlimit);
        // A process may use both cores of its time.
        command.arg(format!("--as={memory}")).arg(format!("--cpu={}", seconds * 2));
        command.arg(format!("--fsize={MAX_WRITTEN}")).args(["--core=0", "--nofile=512", "--"]).arg(&self.bwrap);
        command.args(["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]);
        for (name, value) in [("HOME", "/tmp"), ("PATH", "/usr/bin"), ("LC_ALL", "C.UTF-8")] {
            command.args(["--setenv", name, value]);
        }
        command.args(["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]);
        for (to, link) in [("usr/bin", "/bin"), ("usr/lib", "/lib"), ("usr/lib64", "/lib64")] {
            command.args(["--symlink", to, link]);
        }
        for path in SYSTEM {
            command.args(["--ro-bind-try", path, path]);
        }
        command.arg("--bind").arg(folder).args(["/tmp", "--chdir", "/tmp"]);
        command
    }
}

#[cfg(test)]
mod tests;
