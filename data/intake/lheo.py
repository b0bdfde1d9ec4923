"""LHÉO, the national language of training offers: 2.2 and 2.3, whole offers and indexes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from data import reference
from data.intake.dates import dated
from data.intake.lheo_export import EXACT, OWN
from data.intake.own import PARTS, of_cells
from data.intake.report import Candidate, Remark, UnusableFile

Element = etree._Element
ROOTS = {"lheo", "lheo-index"}

LEVELS = {"1": 0, "2": 0, "3": 0, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7}
"""LHÉO's dictionary of levels keeps the numbering of before 2019: 4 is the former level V (CAP),
8 the former level I; 1 to 3 ask no diploma, 0 does not say."""

MODALITIES = {"0": "onsite", "1": "online", "2": "blended"}
"""LHÉO's dictionary of teaching modalities."""

KNOWN = {"coordonnees", "coordonnees-organisme"}
"""The elements of LHÉO that hold contact details."""


def read(path: Path) -> Iterator[Candidate]:
    """One candidate for each action (a place and its sessions) of each training of the file."""
    try:
        yield from _read(path)
    except etree.XMLSyntaxError as error:
        raise UnusableFile(f"{path.name} : XML illisible ou tronqué ({error.msg})") from error


def _read(path: Path) -> Iterator[Candidate]:
    events = etree.iterparse(
        str(path),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    root = None
    for event, element in events:
        if root is None:
            root = element
            _check_root(path, root)
        name = _name(element)
        if event == "end" and name in {"formation", "resume-offre"}:
            yield from _formation(path, element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _check_root(path: Path, root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableFile(f"{path.name} : une déclaration DOCTYPE n’a rien à faire dans du LHÉO")
    if _name(root) not in ROOTS:
        raise UnusableFile(f"{path.name} : racine « {_name(root)} », « lheo » est attendu")


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _line(element: Element) -> int | None:
    line: Any = element.sourceline
    return int(line) if line else None


def _all(element: Element, *path: str) -> list[Element]:
    """The elements at a path of local names, whatever the namespace."""
    found = [element]
    for step in path:
        found = [child for one in found for child in one if _name(child) == step]
    return found


def _text(element: Element | None, *path: str) -> str | None:
    """The first non-empty text at the path; LHÉO writes "-" for what is absent."""
    for one in _all(element, *path) if element is not None else ():
        text = plain("".join(str(part) for part in one.itertext()))
        if text and text != "-":
            return text
    return None


def plain(text: str) -> str:
    """Text without the HTML that sources put into LHÉO elements; paragraphs and items kept."""
    if "<" not in text and "&" not in text:
        return "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()
    marked = re.sub(r"(?i)<li[^>]*>", "\n- ", re.sub(r"(?i)<(p|br|div|ul)[^>]*>", "\n\n", text))
    stripped = "".join(str(part) for part in html.fromstring(f"<div>{marked}</div>").itertext())
    lines = [" ".join(line.split()) for line in stripped.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _codes(element: Element, name: str) -> list[str]:
    return [code for one in _all(element, "domaine-formation", name) if (code := _text(one))]


def _formation(path: Path, element: Element) -> Iterator[Candidate]:
    shared = _shared(element)
    remarks = list(_strange(path, element))
    actions = _all(element, "action") or [element]
    for action in actions:
        fields = _with_own_facts(action, {**shared, **_action(action, element)})
        key = action.get("numero") or element.get("numero")
        fields["source_key"] = key or f"{shared.get('title')} {fields.get('place')}"
        yield Candidate(path.name, _line(element), _cleaned(fields), COLUMNS, remarks)


def _with_own_facts(action: Element, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with those that our own export says exactly beside LHÉO, known or not."""
    own = next((one for one in _all(action, "extras") if one.get("info") == OWN), None)
    if own is None:
        return fields
    cells = {str(one.get("info")): "".join(map(str, one.itertext())) for one in own}
    plain = {name: value for name, value in fields.items() if name not in PARTS | {"codes": ()}}
    return {n: v for n, v in plain.items() if n not in EXACT} | of_cells(cells)


COLUMNS = {
    "title": "intitule-formation",
    "provider.siret": "SIRET",
    "hours": "nombre-heures-total",
    "url": "urlweb",
    "place.postcode": "codepostal",
    "place.region": "region",
    "place.insee_code": "code-INSEE-commune",
    "certification.code": "code-RNCP",
    "entry_level": "code-niveau-entree",
    "source_key": "numero",
    "sessions": "periode",
}
"""Field to LHÉO element, for the report."""


def _cleaned(value: Any) -> Any:
    """Without unknown values, at every depth."""
    if isinstance(value, dict):
        whole = {name: _cleaned(one) for name, one in value.items()}
        return {name: one for name, one in whole.items() if one not in (None, "", [], {})}
    return value


def _shared(element: Element) -> dict[str, Any]:
    certification = next(iter(_all(element, "certification")), None)
    rncp = _text(certification, "code-RNCP")
    level = _text(element, "code-niveau-sortie") or _extra(element, "code-niveau-sortie")
    return {
        "title": _one_line(_text(element, "intitule-formation")),
        "summary": _text(element, "objectif-formation"),
        "description": _text(element, "contenu-formation") or _text(element, "resultats-attendus"),
        "url": _web(_text(element, "url-formation", "urlweb")),
        "provider": _provider(element),
        "certification": {
            "code": f"RNCP{rncp}" if rncp and rncp.isdigit() and rncp != "-1" else None,
            "level": (LEVELS.get(level) or None) if level and rncp else None,
        },
        "entry_level": LEVELS.get(_text(element, "code-niveau-entree") or ""),
        "codes": {
            "rome": _codes(element, "code-ROME"),
            "formacode": _codes(element, "code-FORMACODE"),
            "nsf": _codes(element, "code-NSF"),
        },
    }


def _extra(element: Element, name: str) -> str | None:
    found = (e for e in _all(element, "extras", "extra") if e.get("info") == name)
    return next((text for one in found if (text := _text(one))), None)


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _web(text: str | None) -> str | None:
    """An address as a link: LHÉO sources often leave the scheme out."""
    if text is None or "." not in text:
        return None
    return text if text.startswith(("http://", "https://")) else f"http://{text}"


def _provider(element: Element) -> dict[str, Any]:
    body = next(iter(_all(element, "organisme-formation-responsable")), element)
    return {
        "name": _one_line(_text(body, "nom-organisme") or _text(body, "raison-sociale")),
        "siret": _text(body, "SIRET-organisme-formation", "SIRET") or _text(body, "SIRET"),
    }


def _action(action: Element, element: Element) -> dict[str, Any]:
    found = _all(action, "lieu-de-formation", "coordonnees", "adresse")
    place = next(iter(found), action if _name(action) == "resume-offre" else None)
    return {
        "place": _place(place) if place is not None else None,
        "modality": MODALITIES.get(_text(action, "modalites-enseignement") or ""),
        "hours": _hours(action),
        "prerequisites": _text(action, "conditions-specifiques"),
        "audiences": _audiences(action),
        "sessions": [_session(one) for one in _all(action, "session")],
    }


def _hours(action: Element) -> float | None:
    parts = [_text(action, f"nombre-heures-{part}") for part in ("total", "centre", "entreprise")]
    numbers = [float(part) for part in parts if part and part.isdigit() and int(part) > 0]
    return (numbers[0] if parts[0] else sum(numbers)) if numbers else None


def _place(address: Element) -> dict[str, Any]:
    latitude = _text(address, "geolocalisation", "latitude") or _extra(address, "latitude")
    longitude = _text(address, "geolocalisation", "longitude") or _extra(address, "longitude")
    region = _text(address, "region")
    known = reference.region_named(region) if region else None
    return {
        "commune": _one_line(_text(address, "ville")),
        "insee_code": _text(address, "code-INSEE-commune"),
        "postcode": _text(address, "codepostal"),
        "department": _text(address, "departement"),
        "region": known.code if known else region,
        "latitude": latitude,
        "longitude": longitude,
    }


def _audiences(action: Element) -> list[str]:
    codes = {code for one in _all(action, "code-public-vise") if (code := _text(one))}
    return [a.code for a in reference.audiences().values() if codes & set(a.formacodes)]


def _session(session: Element) -> dict[str, Any]:
    start, precision = dated(_text(session, "periode", "debut"))
    end, _ = dated(_text(session, "periode", "fin"))
    return {
        name: value
        for name, value in (("starts_on", start), ("ends_on", end), ("precision", precision))
        if value
    }


def _strange(path: Path, element: Element) -> Iterator[Remark]:
    """Elements that LHÉO does not have where contacts are expected, and SIRET that are none."""
    for one in element.iter():
        name, text = _name(one), (one.text or "").strip()
        if name.startswith("coordonn") and name not in KNOWN:
            yield Remark(path.name, _line(one), name, "", "élément inconnu de LHÉO")
        if name == "SIRET" and text not in {"", "-"} and not re.fullmatch(r"\d{14}", text):
            yield Remark(path.name, _line(one), name, text, "un SIRET a 14 chiffres")
