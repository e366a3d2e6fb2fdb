"""The platform as the tests run it: by `bin/run`, on free ports, with data of its own that are gone afterwards."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ["sqlite", "postgres"]
SECONDS_TO_START = 180
# The business day that every test lives on, whatever the clock says.
TODAY = "2026-11-20"
# As pages write it.
TODAY_SHOWN = "2026年11月20日"
# In the order in which `bin/run` gives them their ports.
PARTNERS = ["population", "tax", "medical", "sms", "market-regulator", "civil-affairs", "bank"]


@dataclass
class Platform:
    """A running platform with its stand-ins. `bin/run` lays the ports out after the first."""

    engine: str
    port: int
    data: Path
    process: subprocess.Popen

    @property
    def public(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def agency(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    def stand_in(self, partner: str) -> str:
        place = PARTNERS.index(partner)
        return f"http://127.0.0.1:{self.port + 11 + place}"

    @property
    def said(self) -> str:
        """What the programs have logged so far."""
        return "\n".join(log.read_text(errors="replace") for log in sorted(self.data.glob("log/*.log")))


def start(engine: str, *settings: str) -> Platform:
    """Starts a platform with a fresh demonstration city and waits until `bin/run` says where to go.

    `settings` are further ones of `bin/run`.
    """
    data = Path(tempfile.mkdtemp(prefix=f"shebao-{engine}-"))
    data.chmod(0o755)  # PostgreSQL runs as another user than root
    return launch(engine, data, free_ports(20), TODAY, *settings)


def another_day(platform: Platform, today: str) -> Platform:
    """Stops a platform and starts it again on the same data, on another business day."""
    end(platform)
    return launch(platform.engine, platform.data, platform.port, today)


def launch(engine: str, data: Path, port: int, today: str, *settings: str) -> Platform:
    output = open(data.with_suffix(".output"), "w+")
    process = subprocess.Popen(
        ["bin/run", "--built", "--database", engine, "--data", str(data), "--port", str(port), "--today", today,
         *settings],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
    )
    platform = Platform(engine, port, data, process)
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        text = Path(output.name).read_text()
        if "Try this" in text:
            return platform
        if process.poll() is not None or time.monotonic() > deadline:
            stop(platform)
            raise RuntimeError(f"The platform did not start on {engine}:\n{text}")
        time.sleep(0.1)


def stop(platform: Platform) -> None:
    """Stops what `start` started, as Ctrl-C would, and removes its data."""
    end(platform)
    cluster = platform.data / "cluster"
    if cluster.exists():
        subprocess.run(["bin/postgres", "remove", str(cluster)], cwd=ROOT, check=True)
    shutil.rmtree(platform.data, ignore_errors=True)
    platform.data.with_suffix(".output").unlink(missing_ok=True)


def end(platform: Platform) -> None:
    if platform.process.poll() is None:
        platform.process.send_signal(signal.SIGTERM)
    try:
        platform.process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(platform.process.pid, signal.SIGKILL)


def kill(platform: Platform) -> None:
    """Ends every program at once, as a power cut would; a PostgreSQL of its own goes on."""
    os.killpg(platform.process.pid, signal.SIGKILL)
    platform.process.wait()
    # Its programs hold the data between them; the last is gone when somebody else can.
    with open(platform.data / ".made-by-bin-run") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)


def database(platform: Platform) -> str:
    """As the platform's programs are told of it."""
    if platform.engine == "sqlite":
        return f"sqlite:{platform.data}/shebao.sqlite"
    cluster = str(platform.data / "cluster")
    found = subprocess.run(["bin/postgres", "start", cluster], cwd=ROOT, capture_output=True, text=True, check=True)
    return f"postgres:{found.stdout.strip()}"


def stop_database(platform: Platform) -> None:
    """Stops a platform's PostgreSQL; `database` starts it again."""
    subprocess.run(["bin/postgres", "stop", str(platform.data / "cluster")], cwd=ROOT, check=True)


def count(platform: Platform, statement: str) -> int:
    """The only figure that a statement comes to."""
    engine, address = database(platform).split(":", 1)
    if engine == "sqlite":
        with closing(sqlite3.connect(address)) as connection:
            return connection.execute(statement).fetchone()[0]
    asked = ["psql", "--tuples-only", "--no-align", "--command", statement, address]
    return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def free_ports(number: int) -> int:
    """The first of so many ports in a row that nobody listens on."""
    for first in range(20_000 + os.getpid() % 10_000, 60_000, number):
        if all(is_free(port) for port in range(first, first + number)):
            return first
    raise RuntimeError("No free ports")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
