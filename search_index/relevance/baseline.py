"""The stored figures of the last accepted state, and what the search must not fall below."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from search_index.relevance.gate import Report
from search_index.relevance.judgements import FOLDER
from search_index.relevance.measures import Measures

FILE = FOLDER / "baseline.toml"
TOLERANCE = 0.01
"""How far the mean nDCG@10 may fall below the stored one."""
HEAD = "# Written by `portal relevance --write-baseline`; means over the valid queries, 0 to 1.\n"


@dataclass(frozen=True)
class Baseline:
    """The means of the search over all valid queries, and over those of each kind."""

    overall: Measures
    kinds: Mapping[str, Measures]


def of(report: Report) -> Baseline:
    """The figures of a report over every kind."""
    return Baseline(report.mean(), {kind: report.mean(kind=kind) for kind in report.kinds()})


def read(file: Path = FILE) -> Baseline:
    """The stored figures; FileNotFoundError before the first were written."""
    with file.open("rb") as opened:
        raw = tomllib.load(opened)
    kinds = {kind: Measures(**figures) for kind, figures in raw["kinds"].items()}
    return Baseline(Measures(**raw["overall"]), kinds)


def write(found: Baseline, file: Path = FILE) -> None:
    """Store the figures, to four decimals."""
    tables = [("overall", found.overall)]
    tables += [(f"kinds.{kind}", figures) for kind, figures in found.kinds.items()]
    file.write_text(HEAD + "".join(_table(*one) for one in tables), encoding="utf-8")


def _table(name: str, figures: Measures) -> str:
    lines = (f"{key} = {value:.4f}\n" for key, value in asdict(figures).items())
    return f"\n[{name}]\n{''.join(lines)}"
