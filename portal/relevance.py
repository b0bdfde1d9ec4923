"""The `portal relevance` command: how well the search answers the judged queries."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from search_index.relevance import baseline
from search_index.relevance.exposure import Exposure, exposure
from search_index.relevance.gate import PORTAL, Report, bench, measured, portal_answers
from search_index.relevance.judgements import KINDS, judged_queries
from search_index.relevance.measures import Measures
from search_index.relevance.typos import CHANGES, Typo, typos

AIMS = "Visé : nDCG@10 ≥ 0,90 ; listes vides ≤ 2 % ; une faute de frappe pardonnée ≥ 95 %"
SHOWN = 8
"""Providers printed at each end of the exposure."""


@click.command(help="Mesure la recherche sur les requêtes jugées de data/reference/relevance.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Ces requêtes-là.")
@click.option("--queries", is_flag=True, help="Une ligne par requête.")
@click.option("--peers/--no-peers", default=True, help="À côté de FTS5 et d’un BM25 simple.")
@click.option("--typos/--no-typos", "with_typos", default=True, help="Avec une faute de frappe.")
@click.option("--exposure", "seen", is_flag=True, help="Quels organismes sont vus, et combien.")
@click.option("--write-baseline", is_flag=True, help="Garder ces chiffres pour le test.")
@click.option("--json", "as_json", is_flag=True, help="Le tout en JSON.")
def relevance(
    kinds: tuple[str, ...],
    queries: bool,
    peers: bool,
    with_typos: bool,
    seen: bool,
    write_baseline: bool,
    as_json: bool,
) -> None:
    if write_baseline and kinds:
        raise click.UsageError("--write-baseline demande toutes les requêtes : retirez --kind")
    with tempfile.TemporaryDirectory() as folder:
        ready = bench(Path(folder))
        report = measured(ready, kinds or KINDS, peers)
        asked = [one for one in judged_queries() if one.kind in (kinds or KINDS)]
        found = typos(portal_answers(ready.index), asked, ready.facts) if with_typos else ()
        shown = exposure(ready) if seen else None
    if write_baseline:
        baseline.write(baseline.of(report))
    if as_json:
        click.echo(json.dumps(document(report, found, shown), ensure_ascii=False, indent=1))
        return
    for line in _lines(report, found, shown, queries):
        click.echo(line)


def document(report: Report, found: Sequence[Typo], shown: Exposure | None) -> dict[str, Any]:
    """Everything measured, as plain values."""
    return {
        "overall": {name: asdict(report.mean(name)) for name in report.engines}
        if report.valid()
        else {},
        "kinds": {
            kind: {name: asdict(report.mean(name, kind)) for name in report.engines}
            for kind in report.kinds()
        },
        "refused": {name: report.refused(name) for name in report.engines},
        "queries": [
            {"q": one.judged.q, "kind": one.judged.kind, "valid": one.judged.valid}
            | {name: asdict(measures) for name, measures in one.measures.items()}
            for one in report.answered
        ],
        "typos": [asdict(one) | {"kept": one.kept} for one in found],
        "exposure": asdict(shown) if shown else None,
    }


def _lines(
    report: Report, found: Sequence[Typo], shown: Exposure | None, queries: bool
) -> Iterator[str]:
    if report.valid():
        yield from _overall(report)
        yield from _kinds(report)
    if queries:
        yield from _queries(report)
    if found:
        yield from _typos(found, queries)
    if shown:
        yield from _exposure(shown)
    yield AIMS


def _overall(report: Report) -> Iterator[str]:
    without = len(report.answered) - len(report.valid())
    yield f"{len(report.valid())} requêtes jugées, et {without} sans réponse au catalogue"
    yield f"{'':18}nDCG@10  rappel@50  succès@5  vides"
    for name in report.engines:
        yield f"{name:18}{_figures(report.mean(name))}{_refused(report.refused(name))}"


def _figures(found: Measures) -> str:
    return f"{found.ndcg:7.3f}  {found.recall:9.3f}  {found.success:8.3f}  {found.empty:5.1%}"


def _refused(share: float | None) -> str:
    return "" if share is None else f"   (sans réponse : {share:.0%} bien vides)"


def _kinds(report: Report) -> Iterator[str]:
    yield "\n" + f"{'nDCG@10':12}{'n':>4}" + "".join(f"{name:>18}" for name in report.engines)
    for kind in report.kinds():
        number = sum(one.judged.kind == kind for one in report.valid())
        means = (report.mean(name, kind).ndcg for name in report.engines)
        yield f"{kind:12}{number:4}" + "".join(f"{one:18.3f}" for one in means)


def _queries(report: Report) -> Iterator[str]:
    yield "\nnDCG@10  rappel@50  succès@5  vide ; nDCG@10 des autres"
    for one in report.valid():
        others = (one.measures[name].ndcg for name in report.engines if name != PORTAL)
        beside = " ".join(f"{other:.2f}" for other in others)
        yield f"{_figures(one.measures[PORTAL])} ; {beside:16} {one.judged.kind:9} {one.judged.q}"


def _typos(found: Sequence[Typo], queries: bool) -> Iterator[str]:
    yield f"\nUne faute de frappe ({len(found)} essais) : la réponse attendue reste dans les cinq"
    for kind in (None, *CHANGES):
        these = [one for one in found if kind in (None, one.kind)]
        if these:
            kept, served = (sum(getattr(t, n) for t in these) for n in ("kept", "served"))
            yield (
                f"  {kind or 'en tout':10}{kept / len(these):6.1%}"
                f"   (une autre aussi bonne : {served / len(these):.1%})"
            )
    if queries:
        yield from (f"  perdue : {t.q} → {t.typed} (rang {t.rank})" for t in found if not t.kept)


def _exposure(shown: Exposure) -> Iterator[str]:
    yield f"\nExposition sur {shown.searches} recherches, par formation de chaque organisme"
    ends = (*shown.providers[:SHOWN], *shown.providers[-SHOWN:])
    yield from (f"  {one.each:7.2f}  {one.trainings:3}  {one.provider}" for one in ends)
    yield (
        f"  Gini par formation {shown.gini:.2f}, par organisme {shown.gini_providers:.2f} ; "
        f"corrélation avec l’alphabet {shown.alphabet:+.2f}"
    )
