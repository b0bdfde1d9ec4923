"""The figures as lines for a terminal, and as the table of the README."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import Fts5, Portal, Tantivy, Whole, WhooshAlone

README = Path(__file__).parents[2] / "README.md"
PLACE = re.compile(r"(<!-- measured -->\n).*?(<!-- /measured -->)", re.DOTALL)
PEERS = {WhooshAlone.name: "W", Fts5.name: "F", Tantivy.name: "T"}
WHOLE = Whole.name
BUILT = (("build, s", "seconds"), ("one change, s", "change"), ("index, MB", "disk_mb"))

Figures = Mapping[str, Any]
"""One size: `built`, `memory_mb` and, by kind of question, `times`, each by engine."""


def lines(kind: str, times: Figures) -> str:
    """One kind of question: p50/p99 of each engine, and how many times ours is quicker."""
    cells = [f"{kind:22}"]
    for name, found in times.items():
        ratio = _ratio(times, name)
        beside = f" ({ratio:.1f}x)" if ratio and name in PEERS else ""
        cells.append(f"{name}: {found['p50']:.3f}/{found['p99']:.3f}{beside}" if found else name)
    return "   ".join(cells)


def _ratio(times: Figures, name: str) -> float | None:
    """By how much the median of an engine is longer than ours."""
    ours, theirs = times[Portal.name], times.get(name)
    return theirs["p50"] / ours["p50"] if theirs else None


def table(sizes: Mapping[str, Figures]) -> str:
    """The table of the README: a column a size."""
    ordered = [sizes[size] for size in sorted(sizes, key=int)]
    heads = [f"{int(size):,}".replace(",", "\u202f") for size in sorted(sizes, key=int)]
    rows = [["ms, p50 / p99", *heads], ["---"] * (1 + len(heads))]
    rows += [[kind, *(_times(one["times"][kind]) for one in ordered)] for kind in _kinds(ordered)]
    rows.append(["the page’s own search, one term", *(_whole(one) for one in ordered)])
    for label, key in BUILT:
        found = ({name: b[key] for name, b in one["built"].items()} for one in ordered)
        rows.append([label, *(_plain(each) for each in found)])
    rows.append(["memory, MB", *(_plain(one["memory_mb"]) for one in ordered)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _kinds(ordered: list[Figures]) -> Iterator[str]:
    return iter(ordered[0]["times"])


def _times(times: Figures) -> str:
    """Ours, and how many times as long each peer takes."""
    ours = times[Portal.name]
    ratios = ((sign, _ratio(times, name)) for name, sign in PEERS.items())
    beside = " ".join(f"{sign} {_times_as(ratio)}×" for sign, ratio in ratios if ratio)
    return f"{ours['p50']:.2f} / {ours['p99']:.2f}<br>{beside}"


def _times_as(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _whole(one: Figures) -> str:
    found = one["times"]["one term"][WHOLE]
    return f"{found['p50']:.2f} / {found['p99']:.2f}"


def _plain(found: Mapping[str, float]) -> str:
    """Ours, and the figure of each peer."""
    beside = " ".join(f"{sign} {found[name]:.3g}" for name, sign in PEERS.items() if name in found)
    return f"{found[Portal.name]:.3g}<br>{beside}"


def into_readme(sizes: Mapping[str, Figures]) -> None:
    """Put the table between its two marks."""
    text = README.read_text(encoding="utf-8")
    README.write_text(PLACE.sub(rf"\g<1>{table(sizes)}\g<2>", text), encoding="utf-8")
