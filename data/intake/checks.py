"""From what a reader understood to a record, or to the reasons why there is none."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from data import reference
from data.intake.recognise import out_of_place, recognise
from data.intake.report import Candidate, Remark
from data.record import FormationRecord

REQUIRED = {"title", "source_key"}
"""Fields without which a row is no training."""

SAID = {
    "missing": "valeur obligatoire absente",
    "string_too_long": "texte trop long",
    "string_too_short": "valeur vide",
    "string_pattern_mismatch": "forme inattendue",
    "greater_than": "nombre trop petit",
    "greater_than_equal": "nombre trop petit",
    "less_than_equal": "nombre trop grand",
    "float_parsing": "ce n’est pas un nombre",
    "int_parsing": "ce n’est pas un nombre entier",
    "int_from_float": "ce n’est pas un nombre entier",
    "enum": "valeur hors de la liste",
    "extra_forbidden": "champ inconnu",
}
"""Pydantic's error types in the words of the report."""


def checked(candidate: Candidate) -> tuple[FormationRecord | None, list[Remark]]:
    """The record and its ignored values, or None and the reasons of the refusal.

    A wrong optional value is left out and said; a wrong title or key refuses the row.
    """
    fields = recognise(candidate.fields)
    remarks = [*candidate.remarks, *_contradicted(candidate, fields)]
    remarks += _unknown_codes(candidate, fields)
    try:
        return FormationRecord.model_validate(fields), remarks
    except ValidationError as error:
        faults = error.errors()
    reasons = [_remark(candidate, fault) for fault in faults]
    if any(fault["loc"][0] in REQUIRED for fault in faults):
        return None, reasons
    for fault in faults:
        _drop(fields, fault["loc"])
    try:
        return FormationRecord.model_validate(fields), [*remarks, *reasons]
    except ValidationError as error:
        return None, [_remark(candidate, fault) for fault in error.errors()]


def _remark(candidate: Candidate, fault: Any) -> Remark:
    name = ".".join(str(step) for step in fault["loc"] if not isinstance(step, int))
    reason = SAID.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    value = "" if fault["type"] == "missing" else str(fault["input"])
    return Remark(candidate.file, candidate.line, candidate.columns.get(name, name),
                  value[:200], reason)  # fmt: skip


def _drop(fields: dict[str, Any], location: tuple[Any, ...]) -> None:
    """Take the wrong value out; in a list or a part without its need, the whole item."""
    if len(location) == 1:
        fields.pop(location[0], None)
        return
    inner = fields.get(location[0])
    if isinstance(inner, dict) and location[1] in inner and location[1] != "name":
        fields[location[0]] = {k: v for k, v in inner.items() if k != location[1]}
    elif isinstance(inner, list | tuple) and isinstance(location[1], int):
        bad = inner[location[1]] if location[1] < len(inner) else None
        fields[location[0]] = [item for item in inner if item is not bad]
    else:
        fields.pop(location[0], None)


def _unknown_codes(candidate: Candidate, fields: dict[str, Any]) -> list[Remark]:
    """Take codes out that the nomenclatures do not know, and say so."""
    remarks = []
    for name, known in (
        ("trades", reference.trades()),
        ("funding", reference.funding_schemes()),
        ("audiences", reference.audiences()),
    ):
        given = fields.get(name, ())
        unknown = [code for code in given if code not in known]
        if unknown:
            fields[name] = tuple(code for code in given if code in known)
            remarks += [_unknown(candidate, name, code) for code in unknown]
    family = fields.get("trade_family")
    if family is not None and family not in reference.families():
        del fields["trade_family"]
        remarks.append(_unknown(candidate, "trade_family", family))
    return remarks + _unknown_territory(candidate, fields)


def _unknown_territory(candidate: Candidate, fields: dict[str, Any]) -> list[Remark]:
    place = dict(fields.get("place") or {})
    remarks = []
    for name, known in (("region", reference.regions()), ("department", reference.departments())):
        code = place.get(name)
        if code is not None and code not in known:
            del place[name]
            fields["place"] = place
            remarks.append(_unknown(candidate, f"place.{name}", code))
    return remarks


def _contradicted(candidate: Candidate, fields: dict[str, Any]) -> Iterator[Remark]:
    """What a place says against its commune: the territories left out for those of the commune."""
    given, settled = candidate.fields.get("place") or {}, fields.get("place") or {}
    for name, known in (("region", reference.regions()), ("department", reference.departments())):
        code, kept = given.get(name, ""), settled.get(name, "")
        if code in known and kept and code != kept:
            surer = known[kept].name
            reason = f"{known[code].name} contredit la commune ou le code postal ({surer})"
            yield _told(candidate, f"place.{name}", code, reason)
    if out_of_place(given):
        reason = "pas de commune de ce nom dans le département ou la région"
        yield _told(candidate, "place.commune", given["commune"], reason)


def _unknown(candidate: Candidate, name: str, value: Any) -> Remark:
    return _told(candidate, name, value, "code inconnu")


def _told(candidate: Candidate, name: str, value: Any, reason: str) -> Remark:
    column = candidate.columns.get(name, name)
    return Remark(candidate.file, candidate.line, column, str(value)[:200], reason)
