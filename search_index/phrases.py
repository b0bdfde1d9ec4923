"""The turns of phrase that state a criterion, as a table: a pattern and how it is read.

Patterns run over folded text: no accents, and a space for each apostrophe and hyphen.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.vocabulary import ENTRY_LEVELS
from search_index.crafts import FAST, HELPING, OF_TWO_KINDS, ONLINE_TRADES, SERVED

HOURS_A_WEEK = 35
WEEKS_A_MONTH = 52 / 12
"""A full-time week by law (Code du travail, L3121-27); months as a twelfth of a year."""

SHORT_HOURS = 400
"""About three months at full time: what people mean by a short training."""

LONG_HOURS = 800
SOON_DAYS = 60
SLACK = 1.25
"""How much longer than "3 mois" a training of three months may be, and as much shorter."""

MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
MONTH_NAMES = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
CLEAR_MONTHS = "|".join(month for month in MONTHS if month not in ("mars", "mai"))
ANY_MONTH = "|".join(MONTHS)

MOST_YEARS = 5
"""Above, it is the age of a person and not the length of a training."""

NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "neuf": 9}
UNITS = {"heure": 1.0, "h": 1.0, "jour": 7.0, "semaine": 35.0, "mois": 35 * 52 / 12, "an": 1820.0}
"""Hours of each unit at full time."""


@dataclass(frozen=True)
class Meant:
    """The criterion that a phrase states, as pairs of search parameters, and its label."""

    parameter: str
    changes: tuple[tuple[str, str], ...]
    label: str


Match = re.Match[str]
Read = Callable[[Match, date], Meant | None]


@dataclass(frozen=True)
class Phrase:
    """A pattern and its reading; None when these words are, after all, only words."""

    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Read

    def meant(self, text: str) -> Iterator[Match]:
        """The matches in a folded text; one without any of the keys need not be looked through."""
        return self.pattern.finditer(text) if any(key in text for key in self.keys) else iter(())


def _phrase(keys: str, read: Read, *ways: str) -> Phrase:
    """A reading with its ways of being said, each of which holds one of the keys.

    A space in a way stands for any white space.
    """
    spaced = "|".join(ways).replace(" ?", r"\s*").replace(" ", r"\s+")
    return Phrase(tuple(keys.split()), re.compile(rf"(?<!\w)(?:{spaced})(?!\w)"), read)


def _always(parameter: str, value: str, label: str) -> Read:
    meant = Meant(parameter, ((parameter, value),), label)
    return lambda _match, _today: meant


def _unless(said: re.Pattern[str], parameter: str, value: str, label: str) -> Read:
    """A criterion, unless the words before it make it a part of a trade."""
    meant = Meant(parameter, ((parameter, value),), label)
    return lambda match, _today: None if said.search(match.string[: match.start()]) else meant


def _reached(match: Match, _today: date) -> Meant | None:
    """A level reached: bac + 2 is level 5 of the national framework."""
    level = {1: 4, 2: 5, 3: 6, 4: 6, 5: 7, 6: 7, 7: 8, 8: 8}.get(int(match["years"]))
    if level is None:
        return None
    return Meant("level", (("level", str(level)),), f"Niveau {level} (bac + {match['years']})")


def _held(match: Match, _today: date) -> Meant:
    """What the person holds opens every training that asks for no more."""
    years = match.groupdict().get("years")
    level = 4 if years is None else {2: 5, 3: 6, 4: 6}.get(int(years), 7)
    label = "Ouverte avec le bac" if years is None else f"Ouverte avec un bac + {years}"
    return _entry(level, label)


def _entry(level: int, label: str) -> Meant:
    values = tuple(("entry_level", str(one)) for one in ENTRY_LEVELS if one <= level)
    return Meant("entry_level", values, label)


def _numbered_level(match: Match, _today: date) -> Meant:
    return Meant("level", (("level", match["level"]),), f"Niveau {match['level']}")


def _span(first: date, last: date, label: str) -> Meant:
    pairs = (("starts_after", first.isoformat()), ("starts_before", last.isoformat()))
    return Meant("starts_after", pairs, label)


def _in_month(match: Match, today: date) -> Meant:
    """The coming month of that name, or that of the year named."""
    month = MONTHS.index(match["month"]) + 1
    year = int(match["year"] or 0) or today.year + (month < today.month)
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return _span(first, last, f"Commence en {MONTH_NAMES[month - 1]} {year}")


def _autumn(match: Match, today: date) -> Meant:
    """La rentrée: September, and the first days of October."""
    year = int(match["year"] or 0) or today.year + (today.month > 9)
    return _span(date(year, 8, 25), date(year, 10, 10), f"Rentrée {year}")


def _in_year(match: Match, _today: date) -> Meant:
    year = int(match["year"])
    return _span(date(year, 1, 1), date(year, 12, 31), f"Commence en {year}")


def _before_month(match: Match, today: date) -> Meant:
    month = MONTHS.index(match["month"]) + 1
    year = int(match["year"] or 0) or today.year + (month <= today.month)
    last = date(year, month, 1) - timedelta(days=1)
    return _span(min(today, last), last, f"Commence avant {MONTH_NAMES[month - 1]} {year}")


def _after_month(match: Match, today: date) -> Meant:
    month = MONTHS.index(match["month"]) + 1
    year = int(match["year"] or 0) or today.year + (month < today.month)
    first = date(year, month, monthrange(year, month)[1]) + timedelta(days=1)
    label = f"Commence après {MONTH_NAMES[month - 1]} {year}"
    return Meant("starts_after", (("starts_after", first.isoformat()),), label)


SEASONS = {"ete": (6, 21, 9, 20), "printemps": (3, 20, 6, 20), "automne": (9, 21, 12, 20)}
SEASON_LABELS = {"ete": "cet été", "printemps": "au printemps", "automne": "à l’automne"}


def _season(match: Match, today: date) -> Meant:
    first_month, first_day, last_month, last_day = SEASONS[match["season"]]
    year = today.year + (today > date(today.year, last_month, last_day))
    first, last = date(year, first_month, first_day), date(year, last_month, last_day)
    return _span(max(first, today), last, f"Commence {SEASON_LABELS[match['season']]}")


def _soon(_match: Match, today: date) -> Meant:
    return _span(today, today + timedelta(days=SOON_DAYS), "Commence d’ici deux mois")


def _this_month(match: Match, today: date) -> Meant:
    ahead = today if match["this"] else (today.replace(day=1) + timedelta(days=32))
    last = ahead.replace(day=monthrange(ahead.year, ahead.month)[1])
    first = today if match["this"] else ahead.replace(day=1)
    return _span(first, last, f"Commence en {MONTH_NAMES[ahead.month - 1]} {ahead.year}")


def _lasting(match: Match, _today: date) -> Meant | None:
    """A duration: at most so long, or about so long."""
    number = NUMBERS.get(match["number"]) or float(match["number"])
    unit = match["unit"].rstrip("s") if match["unit"] != "mois" else "mois"
    hours = number * UNITS[{"annee": "an", "journee": "jour"}.get(unit, unit)]
    if not 0 < hours <= 10_000 / SLACK:
        return None
    if match["unit"].startswith("an") and number > MOST_YEARS:
        return None
    written = f"{match['number']} {match['unit']}"
    if match["most"]:
        return Meant("hours_max", (("hours_max", f"{hours:.0f}"),), f"Au plus {written}")
    low, high = hours / SLACK, hours * SLACK
    pairs = (("hours_min", f"{low:.0f}"), ("hours_max", f"{high:.0f}"))
    return Meant("hours_max", pairs, f"Environ {written}")


SITUATION = re.compile(
    r"(?<!\w)(?:"
    r"(?:je suis |actuellement |je )?(?:au chomage|au rsa|en recherche d.emploi|chomeu(?:r|se)|"
    r"(?:en )?reconversion(?: professionnelle)?|demandeu(?:r|se)s? d.emploi)|sans emploi|"
    r"(?:j.ai |(?:moins|plus) de )?\d\d ans|"
    r"(?:maman|papa)(?: solo| de (?:\w+ )?enfants?)?|parent isole|permis b|"
    r"(?:mere|pere) (?:de (?:\w+ )?enfants?|au foyer|celibataire)|"
    r"(?:j.ai |je n.ai |avec |sans |ni )(?:pas )?(?:le |de |mon )?permis(?: b)?(?! \w*lourd)|"
    r"(?:pas (?:trop )?loin|(?:tout |assez )?pres|proche|a cote|autour) de chez (?:moi|nous)|"
    r"(?:h ?[ /] ?f|f ?[ /] ?h|m ?[ /] ?f)(?: ?[ /] ?x)?|"
    r"pour (?:les )?(?:jeunes?(?! enfants)|debutante?s?|seniors?)|"
    r"remuneree?s?|(?:mais |je suis )?(?:pas de|sans|nul+e? en) math(?:s|ematiques))(?!\w)"
)
"""What people say of themselves: it helps them to ask, and no training is found by it."""

A_YEAR = r"(?: (?P<year>20[2-4]\d))?"
NOT_HAVING = "(?:sans|ni|pas|aucun|n ai)(?: avoir| eu| pas| de| d| le| un| mon| la| aucun)*"
BAC = r"bac ?(?:\+|plus) ?"
BEGINNING = "(?:commencer |debut(?:er|ant)? |demarrer )?"
BLENDED = "Mixte (présentiel et à distance)"
PAID = "(?:financee?s? |payee?s? |prise?s? en charge )"
WHOLLY = "(?:100 ?% |tout |entierement |completement |totalement )?"
QUANTITY = (
    r"(?:pendant |sur |en |de |d )?(?P<most>(?:de )?moins (?:de |d )|maximum |max |au plus )?"
    rf"(?P<number>\d{{1,4}}|{'|'.join(NUMBERS)}) ?"
    r"(?P<unit>mois|semaines?|heures?|h|jours?|journees?|ans?|annees?)(?: max(?:imum)?| au plus)?"
    r"(?! d experience)(?! plus tard)"
)

TABLE: tuple[Phrase, ...] = (
    _phrase(
        "presentiel",
        lambda _match, _today: Meant("modality", (), "Sur place ou à distance"),
        "(?:en )?presentiel (?:ou|et|comme) (?:en |a )?(?:distanciel|distance)",
        "(?:en |a )?(?:distanciel|distance) (?:ou|et|comme) (?:en )?presentiel",
    ),
    _phrase(
        "presentiel",
        _always("modality", "blended", BLENDED),
        "mi presentiel (?:et )?mi (?:a )?dist(?:ance|anciel)",
    ),
    _phrase(
        "distan ligne learning visio formation foad online maison chez remote teletravail",
        _unless(ONLINE_TRADES, "modality", "online", "À distance"),
        f"{WHOLLY}a distance",
        f"{WHOLLY}(?:en ligne|(?:en )?(?:distanciel|e learning|elearning))",
        "(?:en )?(?:visio(?:conference)?|tele ?formation)",
        "foad|online(?! (?:shop|store|marketing|business|sales|game|games|community|ads))",
        "depuis (?:la |ma )?maison|de ma maison",
        "(?:cours|formation|etudier|apprendre|travailler) (?:a|de) la maison",
        "(?:de|depuis) chez moi",
        "(?:en |full |100 ?% )?(?:remote|teletravail)",
    ),
    _phrase(
        "presentiel classe salle sur",
        _unless(SERVED, "modality", "onsite", "En présentiel"),
        "(?:en )?presentiel|en classe|en salle|sur place",
    ),
    _phrase(
        "hybride mixte blended semi mi",
        _always("modality", "blended", BLENDED),
        "en (?:hybride|mixte)|(?:en )?(?:blended(?: learning)?|semi presentiel|mi distance)",
    ),
    _phrase(
        "hybride mixte", _unless(OF_TWO_KINDS, "modality", "blended", BLENDED), "hybride|mixte"
    ),
    _phrase(
        "altern contrat apprenti",
        _always("funding", "alternance", "En alternance"),
        "(?:en |par |l )?altern[ae]nces?|alternante?s?|apprentie?s?",
        "(?:en |un )?contrat (?:d )?(?:apprentissage|pro|de professionnalisation)",
        "(?:en |par |l )?apprentissage"
        "(?! (?:automatique|profond|machine|supervise|statistique|du |de |des |d ))",
    ),
    _phrase(
        "cpf compte",
        _always("funding", "cpf", "Avec le CPF"),
        "(?:avec |par |via |eligible )*(?:le |au |mon |du )?cpf",
        "(?:avec )?(?:le |mon )?compte (?:personnel )?(?:de )?formation",
    ),
    _phrase(
        "pole travail aif",
        _always("funding", "france-travail", "Avec France Travail"),
        f"{PAID}?(?:par |avec |via )?(?:pole emploi|france travail|aif)",
    ),
    _phrase("poe", _always("funding", "poei-poec", "POEI ou POEC"), "(?:en )?poe[ci]?"),
    _phrase(
        "region",
        _always("funding", "region", "Financée par la Région"),
        f"{PAID}par la region|(?:financement|aide)s? (?:de la |par la )?region(?:al|ale)?",
    ),
    _phrase("agefiph", _always("funding", "agefiph", "Avec l’Agefiph"), "(?:avec l )?agefiph"),
    _phrase(
        "gratuit sans 0 financ prise free",
        _always("cost_max", "0", "Gratuite"),
        "(?:totalement |entierement |100 ?% )?gratuite?s?(?:ment)?",
        "sans (?:rien )?(?:payer|frais)",
        "0 ?(?:euros?|€)",
        "(?:entierement |totalement )?(?:financees?|prise?s? en charge)",
        "(?:(?:entierement|totalement|formations?|parcours|cursus|stages?) )finances?",
        "free",
    ),
    _phrase(
        "femmes",
        _always("audience", "women", "Pour les femmes"),
        "(?:pour |reservee?s? aux? |destinee?s? aux? )(?:les )?femmes",
    ),
    _phrase(
        "rqth handicap",
        _unless(HELPING, "audience", "disabled", "Personnes en situation de handicap"),
        "(?:pour )?(?:les )?(?:rqth|(?:travailleurs?|personnes?|adultes?) handicapee?s?)",
        "(?:pour )?(?:les )?(?:personnes? )?en situation de handicap",
    ),
    _phrase(
        "bac",
        _held,
        "(?:j ai|avec|apres|titulaire d|avoir)(?: eu| obtenu)?(?: un| mon| le)? "
        f"{BAC}(?P<years>[2-5])",
    ),
    _phrase("bac", _reached, f"(?:de )?(?:niveau |diplome )?{BAC}(?P<years>[1-8])"),
    _phrase("niveau", _numbered_level, "(?:de )?niveau (?P<level>[3-8])"),
    _phrase(
        "bac",
        lambda _match, _today: _entry(3, "Ouverte sans le bac"),
        f"{NOT_HAVING} (?:bac(?:calaureat)?)",
    ),
    _phrase(
        "diplome qualification niveau decrocheu requis 3e troisieme",
        lambda _match, _today: _entry(0, "Ouverte sans diplôme"),
        f"{NOT_HAVING} (?:diplomes?|qualifications?|niveau)",
        "niveau (?:3e(?:me)?|troisieme|college|brevet)",
        "(?:sortie? de|sortant de|apres la|arrete l ecole en) (?:3e(?:me)?|troisieme)",
        "(?:je suis )?(?:decrocheu(?:r|se)|non diplomee?)",
        "sans (?:pre ?requis|condition de diplome)",
    ),
    _phrase(
        "bac",
        _held,
        "(?:avec (?:le |un |mon )|niveau |j ai (?:le |un |mon )|titulaire du "
        r"|apres (?:le |un |mon )?)bac(?! pro| ?\+| plus| ?\d)",
    ),
    _phrase(
        "avant", _before_month, f"{BEGINNING}avant (?:le mois de )?(?P<month>{ANY_MONTH}){A_YEAR}"
    ),
    _phrase(
        "apres partir",
        _after_month,
        f"{BEGINNING}(?:apres|a partir de|a partir d) (?:le mois de )?"
        f"(?P<month>{ANY_MONTH}){A_YEAR}",
    ),
    _phrase(
        " ".join(MONTHS),
        _in_month,
        f"{BEGINNING}(?:(?:a la )?rentree (?:de |d )?|qui commence |commencant )?"
        "(?:en |debut |fin |pour |des |courant |au mois de |au mois d )+"
        f"(?P<month>{ANY_MONTH}){A_YEAR}",
    ),
    _phrase(
        " ".join(MONTHS),
        _in_month,
        rf"(?:rentree (?:de |d )?)?(?P<month>{ANY_MONTH}) (?P<year>20[2-4]\d)",
    ),
    _phrase(
        " ".join(MONTHS), _in_month, f"(?:rentree (?:de |d )?)?(?P<month>{CLEAR_MONTHS})(?P<year>)"
    ),
    _phrase("rentree", _autumn, f"(?:a la |pour la |la )?(?:prochaine )?rentree{A_YEAR}"),
    _phrase("20", _in_year, r"(?:en|pour) (?P<year>20[2-4]\d)"),
    _phrase(
        "ete printemps automne",
        _season,
        f"(?:cet |en |au |ce |a l |l )(?P<season>{'|'.join(SEASONS)})",
    ),
    _phrase(
        "que tout maintenant immediatement vite dans prochainement bientot",
        _soon,
        "des que possible|tout de suite|(?:des )?maintenant|immediatement|au plus vite",
        "dans les (?:prochains|2|deux) (?:prochains )?mois|prochainement|bientot",
    ),
    _phrase("mois", _this_month, "(?P<this>ce mois(?: ci)?)|le mois prochain"),
    _phrase("mois semaine heure h jour an", _lasting, QUANTITY),
    _phrase(
        "court rapide acceler long temps",
        _unless(FAST, "hours_max", str(SHORT_HOURS), f"Courte ({SHORT_HOURS} h au plus)"),
        "(?:tres )?(?:courtes?|rapides?|accelerees?)|pas (?:trop )?longues?",
        "en peu de temps|rapidement",
    ),
    _phrase(
        "long",
        _always("hours_min", str(LONG_HOURS), f"Longue ({LONG_HOURS} h au moins)"),
        "longues?(?: duree)?",
    ),
)
"""In the order in which they are tried: the longer and surer turns before the shorter ones."""
