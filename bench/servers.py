"""The processes of a run: Vitrine, a private PostgreSQL, the bare limit; all on loopback, all ended with the run."""
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = f"{ROOT}/bench-data"
VITRINE = f"{ROOT}/target/release/vitrine"
LIMITS = f"{DATA}/limits-target/release"
POSTGRES = os.environ.get("PG_BIN", "/usr/lib/postgresql/15/bin")
TUNED = {  # what an operator would set on such a machine; durability stays on
    "listen_addresses": "127.0.0.1", "shared_buffers": "1GB", "max_wal_size": "4GB", "random_page_cost": "1.1",
    "maintenance_work_mem": "256MB",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(process, by=signal.SIGTERM):
    """Ends a child: politely, after 30 s for good."""
    if process.poll() is None:
        process.send_signal(by)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def copy(source, target):
    """Owners and all."""
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["cp", "-a", source, target], check=True)


def size(folder):
    """Of all files in it, in MB."""
    return int(subprocess.run(["du", "-sm", folder], check=True, capture_output=True, text=True).stdout.split()[0])


def drain(stream):
    """Keeps a child from blocking on a full pipe."""
    threading.Thread(target=lambda: [None for _ in stream], daemon=True).start()


@contextlib.contextmanager
def postgres(folder):
    """A cluster as a child process, made if need be; yields its URL. PostgreSQL refuses root: `postgres` runs it."""
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    port, quiet, new = free_port(), {"stdout": subprocess.DEVNULL, "cwd": folder}, not os.path.exists(folder)
    if new:
        os.makedirs(folder)
        if who:
            shutil.chown(folder, "postgres", "postgres")
        subprocess.run([f"{POSTGRES}/initdb", "-D", f"{folder}/db", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8",
                        "-A", "trust"], check=True, timeout=60, **quiet, **who)
    settings = [part for name, value in TUNED.items() for part in ("-c", f"{name}={value}")]
    with open(f"{folder}/log", "w", encoding="utf-8") as log:
        process = subprocess.Popen([f"{POSTGRES}/postgres", "-D", f"{folder}/db", "-p", str(port), "-k", folder,
                                    *settings], stderr=log, **quiet, **who)
    try:
        ready = ["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        wait_for(lambda: subprocess.run([f"{POSTGRES}/{ready[0]}", *ready[1:]], check=False).returncode == 0)
        url = f"postgres://bench@127.0.0.1:{port}"
        if new:
            subprocess.run(["psql", "-q", f"{url}/postgres", "-c", "CREATE DATABASE vitrine"], check=True, timeout=60)
        yield f"{url}/vitrine", process
    finally:
        stop(process, signal.SIGINT)  # "fast": no waiting for clients


def wait_for(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not ready within {seconds} s")
        time.sleep(0.05)


class Vitrine:
    """The server under measurement."""

    def __init__(self, folder, database_url):
        self.log = f"{folder}.log"
        self.where = ["--data-dir", folder, *(["--database-url", database_url] if database_url else [])]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        made = subprocess.run([VITRINE, "token", "create", *self.where, "--name", f"bench-{time.time_ns()}"],
                              check=True, timeout=60, capture_output=True, text=True)
        self.token = made.stdout.strip()
        self.process = None

    def start(self):
        """Returns once the server says that it is ready."""
        self.spawn()
        watchdog = threading.Timer(60, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        if not line.startswith("listening on "):
            raise RuntimeError(f"the server did not become ready: {line!r}; see {self.log}")
        drain(self.process.stdout)

    def spawn(self):
        command = [VITRINE, "serve", *self.where, "--http", f"127.0.0.1:{self.port}", "--listen", "127.0.0.1:0",
                   "--allow-private", "127.0.0.0/8", "--allow-http-webhooks"]
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)

    def stop(self):
        if self.process:
            stop(self.process)


@contextlib.contextmanager
def instance(folder, engine):
    """Vitrine on what lies in a folder, which is filled if it is empty; yields it and PostgreSQL's process."""
    with contextlib.ExitStack() as stack:
        url, database = None, None
        if engine == "postgres":
            url, database = stack.enter_context(postgres(f"{folder}/postgres"))
        vitrine = Vitrine(f"{folder}/data", url)
        stack.callback(vitrine.stop)
        vitrine.start()
        yield vitrine, database


@contextlib.contextmanager
def bare(recorded):
    """The limit of HTTP on this machine: answers the recorded bodies by path; yields its URL."""
    port = free_port()
    process = subprocess.Popen([f"{LIMITS}/bare", str(port), recorded], stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the bare server did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


def memory(process):
    """PSS of a process and all below it, in MB: shared pages count once."""
    family, grown = {process.pid}, True
    while grown:
        below = {pid for pid, parent in parents() if parent in family} - family
        family, grown = family | below, bool(below)
    return sum(map(pss, family)) / 1024


def parents():
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
            yield int(entry), int(stat.read().rpartition(")")[2].split()[1])


def pss(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as rollup:
        return int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1))
    return 0
