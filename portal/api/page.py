"""The JSON documents of the contract, made from the same results and rows as the pages."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from data.models import Certification, Formation, Label, Place, Provider, YearlyResult
from data.outcomes import mean_salary, positive_exit
from search_index.completion import Group, Option
from search_index.results import Facet, SearchResults

Document = dict[str, Any]


def formation_document(formation: Formation) -> Document:
    """One training as the contract's JSON; what is unknown is null."""
    family, label = formation.family, formation.label
    return {
        "id": formation.id,
        "title": formation.title,
        "summary": formation.summary,
        "description": formation.description,
        "url": formation.url,
        "provider": _provider(formation.provider),
        "trade_family": _coded(family.code, family.label) if family else None,
        "trades": [{"code": t.code, "label": t.label, "rome": t.rome} for t in formation.trades],
        "place": _place(formation.place),
        "modality": formation.modality,
        "hours": formation.hours,
        "months": formation.months,
        "certification": _certification(formation.certification),
        "entry_level": formation.entry_level,
        "prerequisites": formation.prerequisites,
        "audiences": [audience.code for audience in formation.audiences],
        "funding": [scheme.code for scheme in formation.funding],
        "cost_eur": formation.cost_eur,
        "sessions": [
            session.model_dump(mode="json", exclude={"id", "formation_id"})
            for session in formation.sessions
        ],
        "label": _label(label),
        "results": [_result(result) for result in formation.results],
        "origins": formation.origins,
        "demonstration": formation.demonstration,
        "updated_at": formation.updated_at.isoformat(),
    }


def _coded(code: str, label: str) -> Document:
    return {"code": code, "label": label}


def _provider(provider: Provider | None) -> Document | None:
    if provider is None:
        return None
    return {
        "name": provider.name,
        "network": provider.network.name if provider.network else None,
        "legal_status": provider.legal_status,
    }


def _place(place: Place | None) -> Document | None:
    if place is None:
        return None
    return {
        "commune": place.commune,
        "postcode": place.postcode,
        "department": place.department_code,
        "region": _coded(place.region.code, place.region.name) if place.region else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _certification(certification: Certification | None) -> Document | None:
    if certification is None:
        return None
    return {
        "kind": certification.kind,
        "code": certification.register_code,
        "title": certification.title,
        "level": certification.level,
    }


def _label(label: Label | None) -> Document | None:
    if label is None:
        return None
    return {"programme": label.programme, "call": label.call, "status": label.status}


def _result(result: YearlyResult) -> Document:
    counts = {"year", "candidates", "admitted", "started", "finished", "dropped_out"}
    salary = mean_salary(result)
    return {
        **result.model_dump(include=counts),
        "positive_exit": asdict(positive_exit(result)),
        "salary_eur": {"n": salary.n, "mean": salary.rate, "withheld": salary.withheld},
    }


def _facet(facet: Facet) -> list[Document]:
    return [asdict(count) for count in facet.counts]


def completions_document(text: str, groups: Sequence[Group]) -> Document:
    """What may be about to be typed, each proposal with the search that it leads to."""
    return {
        "query": text,
        "groups": [
            {
                "kind": group.kind,
                "label": group.label,
                "options": [_option(one) for one in group.options],
            }
            for group in groups
        ],
    }


def _option(option: Option) -> Document:
    params = {option.parameter: option.value}
    return {
        "label": option.label,
        "detail": option.detail,
        "params": params,
        "url": f"/formations?{urlencode(params)}",
    }


def _query(results: SearchResults) -> Document:
    """The question as asked and as understood."""
    mended = results.correction
    query: Document = {
        "corrected": " ".join(mended.shown) if mended else None,
        "place": results.place and asdict(results.place),
        "parts": [
            {"parameter": part.parameter, "written": part.written, "label": part.label,
             "gain": part.gain}
            for part in results.parts
        ],
        "lacking": list(results.lacking),
    }  # fmt: skip
    for name, value in results.query.to_params():
        if name in results.query.chosen:
            query.setdefault(name, []).append(value)
        else:
            query[name] = value
    return query


def search_document(results: SearchResults, formations: Sequence[Formation]) -> Document:
    """A page of results as the contract's JSON; `formations` are those of the hits."""
    documents = {formation.id: formation_document(formation) for formation in formations}
    query = _query(results)
    return {
        "total": results.total,
        "page": results.query.page,
        "page_size": results.query.page_size,
        "took_ms": round(results.took_ms, 3),
        "query": query,
        "hits": [
            {
                "formation": documents[hit.formation_id],
                "score": hit.score,
                "reasons": [asdict(reason) for reason in hit.reasons],
                "distance_km": hit.distance_km,
            }
            for hit in results.hits
            if hit.formation_id in documents
        ],
        "facets": {facet.parameter: _facet(facet) for facet in results.facets},
        "repairs": [
            {"without": repair.without, "label": repair.label, "count": repair.count,
             "url": f"/formations?{urlencode(repair.query.to_params())}"}
            for repair in results.repairs
        ],
    }  # fmt: skip
