"""The `portal evaluate` commands: how good the suggestions are, and for whom."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from search_index.evaluation.answers import MISSING
from search_index.evaluation.study import CEILING, LEARNERS, Study, study
from search_index.evaluation.utility import NOISES
from search_index.relevance.gate import PORTAL, bench

AIMS = (
    "Visé : nDCG@10 à 0,15 au moins au-dessus du meilleur des autres ; "
    "90 % des formations proposées à quelqu’un ; toutes les raisons vraies"
)
STEP = 500
"""Learners between two lines of progress where there is no terminal."""


@click.group(help="Mesure ce que le portail propose.")
def evaluate() -> None:
    """The group of the commands below."""


@evaluate.command(
    help="Mesure les suggestions sur des apprenants simulés, à côté d’autres moteurs."
)
@click.option("--learners", default=LEARNERS, show_default=True, type=click.IntRange(min=1),
              help="Nombre d’apprenants simulés.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Le tout en JSON.")
def recommendations(learners: int, as_json: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = study(bench(Path(folder)), learners, Progress(learners))
    if as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=1))
        return
    for line in lines(found):
        click.echo(line)


class Progress:
    """Learners so far, on the error output: in place on a terminal, else a line now and then."""

    def __init__(self, total: int) -> None:
        self._done, self._total = 0, total

    def __call__(self) -> None:
        self._done += 1
        if sys.stderr.isatty():
            end = self._done == self._total
            click.echo(f"\r{self._done} / {self._total} apprenants", nl=end, err=True)
        elif self._done % STEP == 0:
            click.echo(f"{self._done} / {self._total} apprenants", err=True)


def document(found: Study) -> dict[str, Any]:
    """Everything measured, as plain values."""
    leads = [
        {"missing": missing, "noise": noise, "lead": found.lead(missing, noise)}
        for missing in MISSING
        for noise in NOISES
    ]
    truth = asdict(found.truth) | {"share": found.truth.share}
    return asdict(found) | {"leads": leads, "truth": truth}


def lines(found: Study) -> Iterator[str]:
    """The report as it is printed."""
    yield (
        f"{found.learners} apprenants simulés, {found.formations} formations dont "
        f"{found.suggestible} encore ouvertes"
    )
    yield from _quality(found)
    yield from _exposure(found)
    yield from _truth(found)
    yield from _groups(found)
    yield AIMS


def _quality(found: Study) -> Iterator[str]:
    names = list(dict.fromkeys(one.engine for one in found.cells))
    for missing in MISSING:
        yield f"\n{missing:.0%} des réponses manquent : nDCG@10 / succès@5 / rappel@50"
        yield f"{'hasard dans ce qui plaît':24}" + "".join(f"{noise:^23g}" for noise in NOISES)
        for name in names:
            cells = (found.cell(name, missing, noise) for noise in NOISES)
            figures = (f"{one.ndcg:.3f} / {one.success:.3f} / {one.recall:.3f}" for one in cells)
            yield f"{name:24}" + "  ".join(figures)
        ahead = (f"{found.lead(missing, noise):+.3f}" for noise in NOISES)
        yield f"{'avance du portail':24}" + "".join(f"{one:23}" for one in ahead)


def _exposure(found: Study) -> Iterator[str]:
    yield "\nÀ qui vont les dix premières places : formations proposées au moins une fois, et Gini"
    yield f"{'':24}{'proposées':>10}{'régions':>10}{'organismes':>12}"
    for one in found.seen:
        if one.engine != CEILING:
            ginis = f"{one.gini_regions:10.2f}{one.gini_providers:12.2f}"
            yield f"{one.engine:24}{one.coverage:10.1%}{ginis}"


def _truth(found: Study) -> Iterator[str]:
    truth = found.truth
    yield (
        f"\nRaisons vérifiées une à une : {truth.reasons}, sur {truth.suggestions} suggestions ; "
        f"entièrement vraies : {truth.share:.4%}"
    )
    yield from (
        f"  faux : {one.criterion} « {one.said} », {count} fois" for one, count in truth.found
    )


def _groups(found: Study) -> Iterator[str]:
    others = [one.engine for one in found.seen if one.engine not in (PORTAL, CEILING)]
    yield "\nCe que les dix premières atteignent de ce qui était possible, par groupe"
    yield f"{'':18}{'n':>6}{'possible':>10}{PORTAL:>9}{'meilleur autre':>17}"
    for group in found.groups:
        other = max(group.reached[name] for name in others)
        yield (
            f"{group.kind + ' ' + group.value:18}{group.learners:6}{group.best:10.2f}"
            f"{group.reached[PORTAL]:9.1%}{other:17.1%}"
        )
