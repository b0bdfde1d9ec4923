"""What an import says of itself: counts, and each refused row or ignored value with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from data.intake.store import Counts

SHOWN = 20
"""How many rejects and how many warnings the readable report lists."""


class UnusableFile(Exception):
    """A whole file that cannot be taken; the message says why and what would do."""


@dataclass(frozen=True)
class Remark:
    """One value refused or ignored: where it stands, under which name, and why, in French."""

    file: str
    line: int | None
    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        line = f", ligne {self.line}" if self.line is not None else ""
        shown = f" « {self.value[:80]} »" if self.value else ""
        return f"{self.file}{line}, {self.field}{shown} : {self.reason}"


@dataclass
class Candidate:
    """One row as a reader understood it: `fields` in the shape of a FormationRecord, unchecked.

    `columns` names, for each dotted field, the source's own column or element, so that a
    refusal can be found in the file; `remarks` are values that the reader left out.
    """

    file: str
    line: int | None
    fields: dict[str, Any]
    columns: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class LoadReport:
    """An import in figures; `unusable` is the reason when nothing at all could be taken."""

    counts: Counts = field(default_factory=Counts)
    read: int = 0
    rejected: int = 0
    rejects: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    unusable: str | None = None
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """0 all rows in, 1 some refused, 2 nothing usable."""
        if self.unusable:
            return 2
        return 1 if self.rejected else 0

    def to_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "read": self.read,
            **asdict(self.counts),
            "rejected": self.rejected,
            "dry_run": self.dry_run,
            "unusable": self.unusable,
            "rejects": [asdict(one) for one in self.rejects],
            "warnings": [asdict(one) for one in self.warnings],
        }

    def to_text(self) -> str:
        """The report for people, the longest lists cut with their length said."""
        if self.unusable:
            return f"Rien n’a été chargé : {self.unusable}"
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.dry_run:
            yield "Essai à blanc : rien n’a été enregistré."
        counts = self.counts
        yield (
            f"{self.read} lues : {counts.added} ajoutées, {counts.changed} modifiées, "
            f"{counts.unchanged} inchangées, {self.rejected} refusées."
        )
        yield from _listed("Label", [f"{one.title} : {one.text}" for one in counts.labels])
        yield from _listed("Refusé", self.rejects)
        yield from _listed("Valeur ignorée", self.warnings)


def _listed(title: str, remarks: Iterable[Remark | str]) -> Iterator[str]:
    every = list(remarks)
    yield from (f"{title} — {remark}" for remark in every[:SHOWN])
    if len(every) > SHOWN:
        yield f"… et {len(every) - SHOWN} autres ({title.lower()}) ; la liste entière : --json"
