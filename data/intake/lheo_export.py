"""The catalogue in LHÉO 2.3, one formation at a time.

LHÉO wants values that a source may not know: its own signs for « not said » are written ("-",
zeros), and where it has none, the first of its list. What it has no element for, or could not say
exactly, stands in `extras` under our own names, from which our reader takes it back.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from data import licence, reference
from data.intake.own import PARTS, cells_of
from data.record import FormationRecord, PlaceRecord, ProviderRecord, SessionRecord
from data.text import xml_text
from data.vocabulary import CertificationKind, Precision

Element = etree._Element
SPACE = "http://lheo.gouv.fr/2.3"
OWN = "portail"
"""The `info` of the extras that hold our own facts."""

EXACT = (
    *(f"{part}.{name}" for part, names in PARTS.items() for name in names),
    *("trade_family", "trades", "modality", "hours", "months", "entry_level", "cost_eur"),
    *("audiences", "funding", "sessions", "codes.rome", "codes.formacode", "codes.nsf"),
    *("url", "origins", "demonstration", "updated_at"),
)
"""The facts, as columns of our own table, that only the extras say exactly."""

LIMITS = {"title": 255, "summary": 3000, "description": 3000, "prerequisites": 3000}
"""Characters that LHÉO has room for; a longer text is cut there, and whole in the extras."""

NOTHING = "-"
LEVELS = {None: "0", 0: "1", 3: "4", 4: "5", 5: "6", 6: "7", 7: "8", 8: "8"}
"""European levels in LHÉO's numbering of before 2019, which has nothing above 8 (level I)."""

MODALITIES = {None: "0", "onsite": "0", "online": "1", "blended": "2"}
EVERYBODY = "82056"
"""The Formacode of a public that is not restricted."""

UNDATED, OPEN = "00000000", "99999999"
DATES = {Precision.DAY: "%Y%m%d", Precision.MONTH: "%Y%m00", Precision.YEAR: "%Y0000"}


def lheo(records: Iterable[FormationRecord]) -> Iterator[bytes]:
    """The file in pieces, in UTF-8; never more than one formation is held."""
    said = f"Licence : {licence.NAME} – {licence.URL}"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {said} -->\n'.encode()
    yield f'<lheo xmlns="{SPACE}"><offres>\n'.encode()
    for record in records:
        text = etree.tostring(_formation(record), encoding="unicode")
        yield text.replace(f' xmlns="{SPACE}"', "", 1).encode() + b"\n"
    yield b"</offres></lheo>\n"


def _element(name: str, *inside: Any, **attributes: str) -> Element:
    """An element with its children or text; what is None is left out."""
    element = etree.Element(f"{{{SPACE}}}{name}", nsmap={None: SPACE}, **attributes)  # type: ignore[arg-type, dict-item]
    for one in inside:
        if isinstance(one, etree._Element):
            element.append(one)
        elif isinstance(one, str):
            element.text = xml_text(one)
    return element


def _formation(record: FormationRecord) -> Element:
    known = record.certification
    certified = known is not None and known.kind != CertificationKind.ATTESTATION
    return _element(
        "formation",
        _element("domaine-formation", *_codes(record)),
        _element("intitule-formation", _cut(record, "title")),
        _element("objectif-formation", _cut(record, "summary")),
        _element("resultats-attendus", NOTHING),
        _element("contenu-formation", _cut(record, "description")),
        _element("certifiante", str(int(certified))),
        _element("contact-formation", _element("coordonnees")),
        _element("parcours-de-formation", "1"),
        _element("code-niveau-entree", LEVELS[record.entry_level]),
        _certification(record),
        _element("code-niveau-sortie", LEVELS[known.level if known else None]),
        _element("url-formation", _element("urlweb", record.url[:400])) if record.url else None,
        _action(record),
        _provider(record.provider),
        numero=xml_text(record.source_key),
    )


def _codes(record: FormationRecord) -> Iterator[Element]:
    for name, length, most in (("formacode", 5, 5), ("nsf", 3, 3), ("rome", 5, 5)):
        codes = [code for code in record.codes.get(name, ()) if len(code) == length]
        if name == "rome":
            trades = reference.trades()
            codes += [rome for one in record.trades if one in trades for rome in trades[one].rome]
        tag = "code-NSF" if name == "nsf" else f"code-{name.upper()}"
        yield from (_element(tag, code) for code in list(dict.fromkeys(codes))[:most])


def _cut(record: FormationRecord, name: str) -> str:
    text = xml_text(getattr(record, name) or NOTHING) or NOTHING
    most = LIMITS[name]
    return text if len(text) <= most else text[: most - 1] + "…"


def _certification(record: FormationRecord) -> Element | None:
    code = record.certification and record.certification.code
    if not code:
        return None
    if code.startswith("RS"):
        return _element("certification", _element("code-RS", code.removeprefix("RS").zfill(3)))
    number = code.removeprefix("RNCP").split("BC")[0]
    return _element("certification", _element("code-RNCP", number))


def _action(record: FormationRecord) -> Element:
    hours = None if record.hours is None else str(max(1, round(record.hours)))
    cost = None if record.cost_eur is None else f"{record.cost_eur:.2f}"
    return _element(
        "action",
        _element("rythme-formation", NOTHING),
        *(_element("code-public-vise", code) for code in _publics(record)),
        _element("niveau-entree-obligatoire", str(int(bool(record.entry_level)))),
        _element("modalites-alternance", NOTHING),
        _element("modalites-enseignement", MODALITIES[record.modality]),
        _element("conditions-specifiques", _cut(record, "prerequisites")),
        _element("prise-en-charge-frais-possible", str(int(bool(record.funding)))),
        _element("lieu-de-formation", _element("coordonnees", _address(record.place)))
        if record.place
        else None,
        _element("modalites-entrees-sorties", "0"),
        *(_session(one) for one in record.sessions or (SessionRecord(),)),
        _element("prix-total-TTC", cost) if cost and len(cost) <= 10 else None,
        _element("nombre-heures-total", hours) if hours else None,
        _own_facts(record),
        numero=xml_text(record.source_key),
    )


def _publics(record: FormationRecord) -> list[str]:
    known = reference.audiences()
    codes = [code for one in record.audiences if one in known for code in known[one].formacodes]
    return list(dict.fromkeys(codes))[:10] or [EVERYBODY]


def _address(place: PlaceRecord | None = None) -> Element:
    """An address; LHÉO wants a line, a postcode and a town of every one."""
    place = place or PlaceRecord()
    point = (place.latitude, place.longitude)
    return _element(
        "adresse",
        _element("ligne", NOTHING),
        _element("codepostal", place.postcode or "00000"),
        _element("ville", (place.commune or NOTHING)[:50]),
        _element("departement", place.department) if place.department else None,
        _element("code-INSEE-commune", place.insee_code) if place.insee_code else None,
        _element("region", place.region) if place.region else None,
        _element(
            "geolocalisation",
            _element("latitude", str(point[0])),
            _element("longitude", str(point[1])),
        )
        if None not in point
        else None,
    )


def _session(session: SessionRecord) -> Element:
    starts, ends = session.starts_on, session.ends_on
    written = DATES[session.precision]
    return _element(
        "session",
        _element(
            "periode",
            _element("debut", starts.strftime(written) if starts else UNDATED),
            _element("fin", ends.strftime(written) if ends else OPEN),
        ),
        _element("adresse-inscription", _address()),
    )


def _provider(provider: ProviderRecord | None) -> Element:
    name = provider.name[:250] if provider else NOTHING
    siret = (provider and provider.siret) or "0" * 14
    return _element(
        "organisme-formation-responsable",
        _element("numero-activite", "0" * 11),
        _element("SIRET-organisme-formation", _element("SIRET", siret)),
        _element("nom-organisme", name),
        _element("raison-sociale", name),
        _element("coordonnees-organisme", _element("coordonnees")),
        _element("contact-organisme", _element("coordonnees")),
    )


def _own_facts(record: FormationRecord) -> Element:
    """The exact facts, never the yearly counts: below 20 people those are not published."""
    cells = cells_of(record)
    names = [*EXACT, *(name for name in LIMITS if len(cells[name]) > LIMITS[name])]
    known = [_element("extra", cells[name], info=name) for name in names if cells[name]]
    return _element("extras", *known, info=OWN)
