"""The documents of the API, made from the same results and rows as the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from data import catalogue
from data import models as rows
from data.outcomes import Compared, Rate, Results, results
from portal.api import models
from search_index import completion
from search_index.query import SearchQuery
from search_index.results import Hit, SearchResults

SEARCH = "/api/v1/formations"
NOT_COMPARED: Compared = {}
"""Beside which a training's results stand alone."""

COUNTS = {"year", "candidates", "admitted", "started", "finished", "dropped_out"}


def formation_model(
    formation: rows.Formation, compared: Compared = NOT_COMPARED
) -> models.Formation:
    """One training; `compared` are the results of all, to stand beside its own."""
    family = formation.family
    return models.Formation(
        **formation.model_dump(include=OWN),
        updated_at=catalogue.utc(formation.updated_at),
        provider=_provider(formation.provider),
        trade_family=models.Coded(code=family.code, label=family.label) if family else None,
        trades=tuple(
            models.Trade(code=trade.code, label=trade.label, rome=tuple(trade.rome))
            for trade in formation.trades
        ),
        place=_place(formation.place),
        certification=_certification(formation.certification),
        audiences=tuple(audience.code for audience in formation.audiences),
        funding=tuple(scheme.code for scheme in formation.funding),
        sessions=tuple(models.Session(**one.model_dump()) for one in formation.sessions),
        label=models.Label(**formation.label.model_dump()) if formation.label else None,
        results=tuple(
            _result(results(one, formation.family_code, compared)) for one in formation.results
        ),
    )


OWN = set(models.Formation.model_fields) & set(rows.Formation.model_fields) - {"updated_at"}
"""The fields that a row has under the same name."""


def formation_document(formation: rows.Formation) -> dict[str, Any]:
    """One training as plain values, the contract's JSON."""
    return formation_model(formation).model_dump(mode="json")


def _provider(provider: rows.Provider | None) -> models.Provider | None:
    if provider is None:
        return None
    network = provider.network.name if provider.network else None
    return models.Provider(name=provider.name, network=network, legal_status=provider.legal_status)


def _place(place: rows.Place | None) -> models.Place | None:
    if place is None:
        return None
    region = place.region
    return models.Place(
        **place.model_dump(include={"commune", "postcode", "latitude", "longitude"}),
        department=place.department_code,
        region=models.Coded(code=region.code, label=region.name) if region else None,
    )


def _certification(certification: rows.Certification | None) -> models.Certification | None:
    if certification is None:
        return None
    return models.Certification(
        **certification.model_dump(include={"kind", "title", "level"}),
        code=certification.register_code,
    )


def _result(told: Results) -> models.Result:
    own = {name: one.own for name, one in told.measures.items()}
    return models.Result(
        **{name: getattr(told, name) for name in COUNTS},
        **_rates(own),
        family=models.Rates(**_rates({n: one.family for n, one in told.measures.items()})),
        network=models.Rates(**_rates({n: one.network for n, one in told.measures.items()})),
    )


def _rates(measures: Mapping[str, Rate]) -> dict[str, Any]:
    salary = measures["salary"]
    told = models.Salary(n=salary.n, mean=salary.rate, withheld=salary.withheld)
    return {n: one for n, one in measures.items() if n != "salary"} | {"salary_eur": told}


def completions_model(text: str, groups: Sequence[completion.Group]) -> models.Completions:
    """What may be about to be typed, each proposal with the search that it leads to."""
    return models.Completions(
        query=text,
        groups=tuple(
            models.Group(
                kind=group.kind,
                label=group.label,
                options=tuple(_option(one) for one in group.options),
            )
            for group in groups
        ),
    )


def _option(option: completion.Option) -> models.Option:
    params = {option.parameter: option.value}
    url = f"/formations?{urlencode(params)}"
    return models.Option(label=option.label, detail=option.detail, params=params, url=url)


def _query(results: SearchResults) -> models.Query:
    """The question as asked and as understood."""
    mended = results.correction
    asked: dict[str, Any] = {
        one.name: getattr(results.query, one.name) for one in fields(SearchQuery)
    }
    return models.Query(
        corrected=" ".join(mended.shown) if mended else None,
        place=results.place,
        parts=tuple(
            models.Part(
                parameter=one.parameter, written=one.written, label=one.label, gain=one.gain
            )
            for one in results.parts
        ),
        lacking=results.lacking,
        **asked,
    )


def search_model(
    results: SearchResults,
    formations: Sequence[rows.Formation],
    compared: Compared = NOT_COMPARED,
) -> models.Search:
    """A page of results; `formations` are those that it shows."""
    found = {formation.id: formation_model(formation, compared) for formation in formations}

    def models_of(hits: Sequence[Hit]) -> tuple[models.Hit, ...]:
        return tuple(
            models.Hit(
                formation=found[hit.formation_id],
                score=hit.score,
                reasons=hit.reasons,
                distance_km=hit.distance_km,
                all_words=hit.all_words,
            )
            for hit in hits
            if hit.formation_id in found
        )

    return models.Search(
        total=results.total,
        complete=results.complete,
        page=results.query.page,
        page_size=results.query.page_size,
        took_ms=round(results.took_ms, 3),
        query=_query(results),
        hits=models_of(results.hits),
        facets={facet.parameter: facet.counts for facet in results.facets},
        repairs=tuple(
            models.Repair(
                without=one.without,
                label=one.label,
                count=one.count,
                url=_address("/formations", one.query),
            )
            for one in filter(None, (*results.repairs, results.placeless))
        ),
        further=models_of(results.further),
        links=pages(results),
    )


def search_document(
    results: SearchResults,
    formations: Sequence[rows.Formation],
    compared: Compared = NOT_COMPARED,
) -> dict[str, Any]:
    """A page of results as plain values, the contract's JSON."""
    return search_model(results, formations, compared).model_dump(mode="json", by_alias=True)


def pages(results: SearchResults) -> models.Pages:
    """The addresses of this page and its neighbours; none before the first or after the last."""
    query, last = results.query, results.pages

    def at(page: int) -> str:
        return _address(SEARCH, query.at_page(page))

    return models.Pages(
        here=at(query.page),
        first=at(1),
        prev=at(min(query.page - 1, last)) if query.page > 1 else None,
        next=at(query.page + 1) if query.page < last else None,
        last=at(last),
    )


def _address(path: str, query: SearchQuery) -> str:
    pairs = urlencode(query.to_params())
    return f"{path}?{pairs}" if pairs else path
