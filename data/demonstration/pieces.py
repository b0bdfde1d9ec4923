"""The pieces of text in the folder `texts`: one file a family, one for all of them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class TradePieces:
    """What is said of one trade; `does` are infinitives, `tools`, `projects` and `jobs` nouns.

    `certificate` is the usual title where no register knows one, `level` the European level that
    the trade is learnt at, `entry` the one asked at the door, 0 for none.
    """

    name: str
    titles: list[str]
    does: list[str]
    tools: list[str]
    projects: list[str]
    jobs: list[str]
    certificate: str
    level: int
    entry: int = 0
    near: tuple[str, ...] = ()


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the folder, by its name without ending."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def of_trade(family: str, code: str) -> TradePieces:
    """The pieces of one trade of a family."""
    return TradePieces(**read(family)["trades"][code])


def common(register: str) -> dict[str, list[str]]:
    """The pieces of all families: in a register (`vous`, `tu`, `on`), or `titles`, `summary`..."""
    pieces: dict[str, list[str]] = read("common")[register]
    return pieces
