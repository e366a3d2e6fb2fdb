"""A month of a whole region whose program is killed in the middle: the books come out as if nothing had happened."""

import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

import platforms

PROGRAM = str(platforms.ROOT / ".build/release/shebao")
PERIOD = "2026-11"
# So many that their employers make several ranges.
PEOPLE = "30000"
# What the books say, without the moment at which it was written and what hangs on the key of the run.
BOOKS = {
    "plans": """
        SELECT employer_id, period, sequence, kind, made_on, payable_in, due_on, people, unit_fen, person_fen, injury_class
        FROM contribution_plan ORDER BY employer_id, period, sequence
    """,
    "rows": """
        SELECT count(*), sum(base_fen), sum(unit_fen), sum(person_fen), sum(account_fen), min(person_id), max(person_id)
        FROM contribution_row WHERE period = 202611 GROUP BY line, kind ORDER BY line, kind
    """,
    "ledger": """
        SELECT e.employer_id, e.kind, e.line, e.share, p.account, sum(p.amount_fen)
        FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
        GROUP BY e.employer_id, e.kind, e.line, e.share, p.account ORDER BY 1, 2, 3, 4, 5
    """,
    "bills": "SELECT kind, count(*), count(DISTINCT idempotency_key) FROM outbox GROUP BY kind ORDER BY kind",
    "to-dos": "SELECT party_id, kind, subject, sentence, due_on FROM to_do WHERE settled_at IS NULL ORDER BY 1, 2, 3",
}


@pytest.fixture(params=platforms.ENGINES)
def databases(request):
    """Two databases with the same generated city, as `shebao` and as this file address them."""
    folder = Path(tempfile.mkdtemp(prefix="shebao-killed-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user than root
    cluster = folder / "cluster"
    try:
        if request.param == "sqlite":
            places = [f"sqlite:{folder}/{name}.sqlite" for name in ("whole", "killed")]
        else:
            started = subprocess.run(
                ["bin/postgres", "start", str(cluster)], cwd=platforms.ROOT, check=True, capture_output=True, text=True)
            at = started.stdout.strip()
            subprocess.run(["psql", "--quiet", at, "-c", "CREATE DATABASE killed"], check=True)
            places = [f"postgres:{at}", f"postgres:{at.replace('dbname=shebao', 'dbname=killed')}"]
        for place in places:
            run(["generate", "--people", PEOPLE, "--months", "1", "--today", platforms.TODAY], place, folder)
        yield folder, places
    finally:
        if cluster.exists():
            subprocess.run(["bin/postgres", "remove", str(cluster)], cwd=platforms.ROOT, check=True)
        shutil.rmtree(folder, ignore_errors=True)


def command(words: list[str], place: str, folder: Path) -> list[str]:
    return [PROGRAM, *words, "--database", place, "--data", str(folder / "keys")]


def run(words: list[str], place: str, folder: Path) -> str:
    done = subprocess.run(command(words, place, folder), cwd=platforms.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def month() -> list[str]:
    return [
        "month", "run", "--region", "beijing", "--period", PERIOD, "--authority", "演示市社会保险经办中心",
        "--today", platforms.TODAY, "--demo", "--connections", "1",
    ]


def begun(place: str, folder: Path) -> tuple[subprocess.Popen, int, int, int]:
    """A run whose progress says that a range is done; where it is read on, how many were done, of how many."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command(month(), place, folder), cwd=platforms.ROOT, stderr=theirs, stdout=theirs)
    os.close(theirs)
    said = b""
    while True:
        said += os.read(ours, 4096)
        shown = re.findall(rb"(\d+)/(\d+)" + "段".encode(), said)
        if shown and int(shown[-1][0]) > 0:
            break
    return process, ours, int(shown[-1][0]), int(shown[-1][1])


def killed_after_a_range(place: str, folder: Path) -> tuple[int, int]:
    """Kills the run, past any handler, as soon as a range is done; how many were, of how many."""
    process, progress, done, of = begun(place, folder)
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.close(progress)
    assert process.returncode == -signal.SIGKILL
    return done, of


def left_by_the_database(place: str, folder: Path) -> str:
    """Stops PostgreSQL as soon as a range is done, and starts it again once the run has ended; what the run said last."""
    process, progress, _, _ = begun(place, folder)
    subprocess.run(["bin/postgres", "stop", str(folder / "cluster")], cwd=platforms.ROOT, check=True)
    said = b""
    while True:
        try:
            part = os.read(progress, 4096)
        except OSError:  # a terminal that nobody writes to any more
            break
        if not part:
            break
        said += part
    process.wait()
    os.close(progress)
    assert process.returncode == 2
    subprocess.run(["bin/postgres", "start", str(folder / "cluster")], cwd=platforms.ROOT, check=True)
    return said.decode()


def books(place: str) -> dict[str, list]:
    if place.startswith("sqlite:"):
        database = sqlite3.connect(place.removeprefix("sqlite:"))
        return {name: [list(map(str, row)) for row in database.execute(query)] for name, query in BOOKS.items()}
    return {
        name: subprocess.run(
            ["psql", "--no-align", "--tuples-only", place.removeprefix("postgres:"), "-c", query],
            check=True, capture_output=True, text=True,
        ).stdout.splitlines()
        for name, query in BOOKS.items()
    }


def test_month_run_survives_being_killed(databases):
    folder, (whole, killed) = databases
    said = run(month(), whole, folder)
    done, of = killed_after_a_range(killed, folder)
    assert 0 < done < of
    assert len(books(killed)["plans"]) < len(books(whole)["plans"])
    assert run(month(), killed, folder) == said
    assert books(killed) == books(whole)

    # Once more bills nobody.
    assert "生成缴费计划0份" in run(month(), killed, folder)
    assert books(killed) == books(whole)
    run(["audit"], killed, folder)


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_month_run_says_that_the_database_went_away_and_goes_on_when_it_is_back(databases):
    folder, (whole, left) = databases
    said = run(month(), whole, folder)
    assert "再次执行同一命令即可继续" in left_by_the_database(left, folder)
    assert len(books(left)["plans"]) < len(books(whole)["plans"])
    assert run(month(), left, folder) == said
    assert books(left) == books(whole)
    run(["audit"], left, folder)
