"""What a source implies without saying it: each guess keeps its evidence, none replaces a fact."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from data import reference
from data.reference import Commune, Department
from data.text import fold
from data.vocabulary import CertificationKind, Modality

Fields = dict[str, Any]
Guess = tuple[Any, str]
"""A value and its evidence in French."""

TERRITORIES = ("department", "region")
TOWN = 10_000
"""Inhabitants from which the name of a commune is surer than that of the region beside it: of a
village the namesake may be a former commune of that region."""


def recognise(fields: Fields) -> Fields:
    """The fields of a record with what can be inferred added, and `origins` saying from what."""
    known = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
    origins = dict(known.get("origins", {}))
    for name, rules in RULES:
        guess = next((found for rule in rules if (found := rule(known))), None)
        if guess and (name not in known or name in COMPLETED):
            known[name], evidence = guess
            if evidence:
                origins[name] = evidence
    return {**known, "origins": origins}


def _codes(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(fields.get("codes", {}).get(name, ()))


def trades_of_certification(fields: Fields) -> Guess | None:
    """The trades that the registered certification leads to."""
    code = (fields.get("certification", {}).get("code") or "").split("BC")[0]
    known = reference.certifications().get(code)
    return (known.trades, f"certification {code}") if known and known.trades else None


def trades_of_title(fields: Fields) -> Guess | None:
    """The trade whose name or words stand in the title, the longest words first."""
    title = f" {_words(fields.get('title', ''))} "
    for words, code in _trade_words():
        if f" {words} " in title:
            return (code,), f"mots de l’intitulé « {words} »"
    return None


def trades_of_rome(fields: Fields) -> Guess | None:
    """The first trade whose main ROME code the source gives, where the domain is digital too."""
    for code in _codes(fields, "rome"):
        if code in _trades_by_rome():
            return (_trades_by_rome()[code],), f"code ROME {code}"
    return None


def family_of_trade(fields: Fields) -> Guess | None:
    """The family of the first known trade."""
    for code in fields.get("trades", ()):
        if code in reference.trades():
            trade = reference.trades()[code]
            return trade.family, f"métier « {trade.label} »"
    return None


def family_of_domain(fields: Fields) -> Guess | None:
    """The family that a Formacode tells, else the one of an NSF code."""
    for name, label, known in (
        ("formacode", "Formacode", reference.formacodes()),
        ("nsf", "code NSF", reference.nsf()),
    ):
        for code in _codes(fields, name):
            if code in known and known[code].family:
                return known[code].family, f"{label} {code} ({known[code].label})"
    return None


CERTIFICATION_WORDS: tuple[tuple[str, CertificationKind, int | None], ...] = (
    (r"\bblocs? de competences?\b|\bbc ?\d\d\b", CertificationKind.RNCP_BLOCK, None),
    (r"\bcqp\b|\bcertificat de qualification professionnelle\b", CertificationKind.CQP, None),
    (r"\btitre professionnel\b|\btp\b|\btitre rncp\b", CertificationKind.RNCP_TITLE, None),
    (r"\b(bts|btsa|dut|deust|deug)\b", CertificationKind.DIPLOMA, 5),
    (r"\blicence\b", CertificationKind.DIPLOMA, 6),
    (r"\bmaster\b|\bingenieur diplome\b", CertificationKind.DIPLOMA, 7),
    (r"\bbac pro\b|\bbaccalaureat\b|\bbrevet professionnel\b", CertificationKind.DIPLOMA, 4),
    (r"\b(cap|bep|capa)\b", CertificationKind.DIPLOMA, 3),
    (r"\b(clea|tosa|icdl|pix)\b", CertificationKind.RS, None),
)
"""Words of a folded title that name a kind of certification, and the level they imply."""


def certification_of_code(fields: Fields) -> Guess | None:
    """A registered certification completed: its kind, and the title and level of the register."""
    given = fields.get("certification", {})
    code = given.get("code") or ""
    if not code or given.get("kind"):
        return None
    known = reference.certifications().get(code.split("BC")[0])
    title = given.get("title") or (known.title if known else None)
    level = given.get("level") or (known.level if known else None)
    kind = _kind_of_code(code, title or fields.get("title"))
    return {"code": code, "title": title, "level": level, "kind": kind}, f"code {code}"


def _kind_of_code(code: str, title: str | None) -> CertificationKind:
    if code.startswith("RS"):
        return CertificationKind.RS
    if "BC" in code:
        return CertificationKind.RNCP_BLOCK
    named = _named_kind(title or "")
    return (
        CertificationKind.DIPLOMA
        if named and named[0] is CertificationKind.DIPLOMA
        else (CertificationKind.RNCP_TITLE)
    )


def _named_kind(title: str) -> tuple[CertificationKind, int | None, str] | None:
    words = fold(title)
    for pattern, kind, level in CERTIFICATION_WORDS:
        if found := re.search(pattern, words):
            return kind, level, found[0]
    return None


def certification_of_title(fields: Fields) -> Guess | None:
    """The kind of certification that the title's words name, where no code is given."""
    given = fields.get("certification", {})
    if given.get("code") or given.get("kind"):
        return None
    named = _named_kind(f"{given.get('title') or ''} {fields.get('title', '')}")
    if named:
        kind, level, words = named
        whole = {"title": fields.get("title"), "level": level} | _given(given) | {"kind": kind}
        return whole, f"mots de l’intitulé « {words} »"
    if given.get("title"):
        return {**given, "kind": CertificationKind.OTHER}, "certification hors des répertoires"
    return None


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def place_completed(fields: Fields) -> Guess | None:
    """The place with the department, region and coordinates that its own facts imply."""
    place = _given(fields.get("place", {}))
    if not place:
        return None
    evidence: list[str] = []
    commune = _commune(place)
    if commune:
        implied = {
            "commune": re.sub(r" \d+er? Arrondissement$", "", commune.name),
            "insee_code": commune.insee,
            "department": commune.department,
            "region": commune.region,
            "latitude": commune.latitude,
            "longitude": commune.longitude,
        }
        evidence.append(f"commune de {commune.name}")
    else:
        implied = _of_department(place)
        evidence.append("code postal ou département")
    news = {k: v for k, v in implied.items() if v is not None and k not in place}
    # A source may still give a region of before 2016, or a wrong one: what is surer decides.
    decided = {name: value for name, value in implied.items() if name in TERRITORIES}
    return place | news | decided, ", ".join(evidence) if news else ""


def _commune(place: Fields) -> Commune | None:
    """The one commune that the facts name; None where several could be meant."""
    by_code = reference.communes().get(place.get("insee_code", ""))
    if by_code:
        return by_code
    named = _named(place)
    if only := _only([commune for commune in named if _fits(commune, place)]):
        return only
    likely = _only(named)
    if likely and likely.population >= TOWN and not _department(place):
        return likely
    shared = reference.communes_by_postcode(place.get("postcode", ""))
    return shared[0] if len(shared) == 1 and not place.get("commune") else None


def _named(place: Fields) -> tuple[Commune, ...]:
    """The communes of the name that a place gives, the most populous first."""
    return reference.communes_by_name(place["commune"]) if place.get("commune") else ()


def _only(communes: Sequence[Commune]) -> Commune | None:
    """The one that is meant among namesakes: alone, or ten times as populous as the next."""
    first, *others = communes or (None,)
    return None if first and others and first.population < 10 * others[0].population else first


def _fits(commune: Commune, place: Fields) -> bool:
    """Whether a commune stands where the surest of the other facts says."""
    if place.get("postcode") in commune.postcodes:
        return True
    department, region = _department(place), place.get("region")
    if department:
        return commune.department == department.code
    return region not in reference.regions() or commune.region == region


def out_of_place(given: Fields) -> bool:
    """Whether communes have the name that a place gives, but none where its other facts say."""
    place = _given(given)
    named = _named(place)
    return bool(named) and not _commune(place) and not any(_fits(one, place) for one in named)


def _department(place: Fields) -> Department | None:
    """The department that the postcode tells, else the one that is given."""
    postcode = place.get("postcode")
    of_postcode = reference.department_of_postcode(postcode) if postcode else None
    return of_postcode or reference.departments().get(place.get("department", ""))


def _of_department(place: Fields) -> Fields:
    department = _department(place)
    return {"department": department.code, "region": department.region} if department else {}


ONLINE_WORDS = re.compile(
    r"100 ?% (en ligne|a distance|distanciel)|entierement a distance|\bmooc\b|\bfoad\b"
)


def modality_of_title(fields: Fields) -> Guess | None:
    """Online where the title says that all is."""
    found = ONLINE_WORDS.search(fold(fields.get("title", "")))
    return (Modality.ONLINE, f"mots de l’intitulé « {found[0]} »") if found else None


RULES: tuple[tuple[str, tuple[Callable[[Fields], Guess | None], ...]], ...] = (
    ("certification", (certification_of_code, certification_of_title)),
    ("trades", (trades_of_certification, trades_of_title, trades_of_rome)),
    ("trade_family", (family_of_trade, family_of_domain)),
    ("place", (place_completed,)),
    ("modality", (modality_of_title,)),
)
"""For each field its rules, the surest first."""

COMPLETED = {"certification", "place"}
"""Fields whose rule keeps what is given and only adds to it."""

INCLUSIVE = re.compile(
    r"[·.\-/(](e|euse|se|ice|rice|trice|ne|ve|ere|fe|s|ses|nes|rices)\b\)?(·?s\b)?"
)
WORD = re.compile(r"[a-z0-9+#]+")


def _words(title: str) -> str:
    """A title's folded words, inclusive endings dropped: "Développeur·se web" as "developpeur web".

    >>> _words("Technicien-ne supérieur-e (H/F)")
    'technicien superieur h f'
    """
    spelt = INCLUSIVE.sub("", title.lower().replace("è", "e"))
    return " ".join(WORD.findall(fold(spelt)))


@cache
def _trade_words() -> tuple[tuple[str, str], ...]:
    """Each trade's name and words with its code, the longest first, those too general left out."""
    pairs: dict[str, str] = {}
    for trade in reference.trades().values():
        pairs.setdefault(_words(trade.label), trade.code)
    for trade in reference.trades().values():
        for words in trade.words:
            if _words(words) not in reference.general_words():
                pairs.setdefault(_words(words), trade.code)
    return tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))


DIGITAL_ROME = re.compile(r"M18\d\d|E110[14]|E1205|I1401|H1206|M1806|K1601")
"""ROME codes that are digital trades whatever the training is called."""


@cache
def _trades_by_rome() -> dict[str, str]:
    """The first trade of the reference for each main ROME code that is digital in itself."""
    first: dict[str, str] = {}
    for trade in reference.trades().values():
        if DIGITAL_ROME.fullmatch(trade.rome[0]):
            first.setdefault(trade.rome[0], trade.code)
    return first
