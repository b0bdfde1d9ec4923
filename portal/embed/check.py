"""What would keep a partner's page from showing our trainings, told from what they pasted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from data.origins import BadOrigin, origin
from portal.embed import csp, pasted
from portal.embed.asked import NAMES, Embed
from portal.embed.csp import CONNECT, FRAME, SCRIPT, Wanted
from portal.embed.pasted import API, EMBED, LOADER, Page, Placed
from search_index.query import BadQuery

STOPS, MIND, GOOD = "stop", "mind", "good"
KINDS = {STOPS: "Bloque", MIND: "À améliorer", GOOD: "Bien"}

NOTES = {
    "site unsaid": (MIND, "Adresse du site non indiquée",
                    "Indiquez-la pour savoir si votre site est enregistré."),
    "site bad": (STOPS, "« {site} » n’est pas une adresse de site",
                 "Une adresse est attendue, par exemple https://www.exemple.fr."),
    "site known": (GOOD, "{site} est enregistré", ""),
    "site unknown": (STOPS, "{site} n’est pas enregistré",
                     "Demandez à l’équipe du réseau d’enregistrer cette adresse exacte."),
    "site near": (STOPS, "{site} n’est pas enregistré",
                  "{near} l’est, mais c’est une autre adresse. Demandez à l’équipe du réseau "
                  "d’enregistrer celle-ci aussi."),
    "placed": (GOOD, "Le code se trouve dans la page", ""),
    "as text": (STOPS, "Le code est affiché comme du texte",
                "Collez-le dans un bloc « HTML » de votre outil, pas dans un texte."),
    "absent": (STOPS, "Le code ne se trouve pas dans la page",
               "Aucun cadre vers le portail ni élément formations-embed n’y figure."),
    "elsewhere": (STOPS, "L’adresse du cadre n’est pas celle du portail",
                  "L’attribut src doit commencer par {portal}."),
    "plain http": (STOPS, "Un cadre http dans une page https",
                   "Les navigateurs le refusent : écrivez https dans src."),
    "parameter": (STOPS, "{name} ({parameter})", "« {value} » : {reason}"),
    "no title": (MIND, "Le cadre n’a pas de titre",
                 "Un lecteur d’écran dit ce titre : ajoutez l’attribut title."),
    "no loader": (STOPS, "Le script embed.js manque",
                  "Sans lui seul le lien se voit : ajoutez un script vers {portal}{loader}."),
    "no link": (MIND, "Il n’y a pas de lien dans l’élément",
                "Sans JavaScript, rien ne se verra : gardez le lien du code."),
    "no height": (MIND, "Le cadre n’a pas de hauteur",
                  "Il aura 150 pixels : ajoutez height, ou prenez l’élément."),
    "no referrer": (MIND, "Le cadre cache votre site au portail",
                    "Retirez referrerpolicy : sans cela vos affichages ne sont pas comptés."),
    "sandbox stops": (STOPS, "L’attribut sandbox n’a pas {allow}", "Sans lui, {why}."),
    "sandbox limits": (MIND, "L’attribut sandbox n’a pas {allow}", "Sans lui, {why}."),
    "policy": (STOPS, "Votre politique de sécurité ({by}) bloque {what}",
               "Ajoutez {portal} à {better} dans l’en-tête Content-Security-Policy."),
    "policy fits": (GOOD, "Votre politique de sécurité laisse passer le portail", ""),
}  # fmt: skip
"""Everything that can be found: how grave it is, what it is, what to do."""

SANDBOX = {
    "allow-forms": ("sandbox stops", "la recherche ne peut pas partir"),
    "allow-popups": ("sandbox stops", "les formations ne peuvent pas s’ouvrir"),
    "allow-scripts": ("sandbox limits", "la hauteur ne suit pas"),
    "allow-same-origin": ("sandbox limits", "la recherche est plus lente"),
    "allow-popups-to-escape-sandbox": ("sandbox limits", "les pages ouvertes restent bridées"),
}
"""What a sandbox must allow, and what happens otherwise."""

CHAINS = {"le cadre": FRAME, "le script": SCRIPT, "l’appel de l’API": CONNECT}
"""What a policy may bar, with the directives that decide."""


@dataclass(frozen=True)
class Finding:
    """One thing found: how grave it is, what it is, and what to do."""

    kind: str
    title: str
    text: str

    @property
    def label(self) -> str:
        """How grave it is, in a word."""
        return KINDS[self.kind]


def _note(note: str, /, **named: str) -> Finding:
    kind, title, text = NOTES[note]
    return Finding(kind, title.format(**named), text.format(**named))


@dataclass(frozen=True)
class Given:
    """What a partner gives to look at; `portal` is our own origin."""

    portal: str
    site: str = ""
    html: str = ""
    header: str = ""


@dataclass(frozen=True)
class Looked:
    """What was read of it."""

    given: Given
    site: str
    page: Page


def findings(given: Given, registered: frozenset[str]) -> tuple[Finding, ...]:
    """Everything found, the gravest first; nothing is fetched."""
    site = origin_of(given.site)
    host = urlsplit(given.portal).netloc
    page = pasted.read(given.html, host, site) if given.html.strip() else Page()
    looked = Looked(given, site, page)
    found = [_site(looked, registered)]
    for check in CHECKS if given.html.strip() else (_policies,):
        found += check(looked)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: list(KINDS).index(one.kind)))


def origin_of(address: str) -> str:
    """The origin of an address as people paste it, "" for none.

    >>> origin_of("www.exemple.fr/emploi?a=1")
    'https://www.exemple.fr'
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        return origin(f"{parts.scheme}://{parts.netloc}")
    except (BadOrigin, ValueError):
        return ""


def _site(looked: Looked, registered: frozenset[str]) -> Finding:
    given, site = looked.given.site.strip(), looked.site
    if not given:
        return _note("site unsaid")
    if not site:
        return _note("site bad", site=given)
    if site in registered:
        return _note("site known", site=site)
    # Most often the other of www and not, or of http and https, is what was registered.
    near = sorted(one for one in registered if _bare(one) == _bare(site))
    return _note("site near" if near else "site unknown", site=site, near="".join(near[:1]))


def _bare(site: str) -> str:
    return (urlsplit(site).hostname or "").removeprefix("www.")


def _presence(looked: Looked) -> Iterator[Finding]:
    if looked.page.placed:
        yield _note("placed")
    else:
        yield _note("as text" if looked.page.as_text else "absent")


def _addresses(looked: Looked) -> Iterator[Finding]:
    portal = looked.given.portal
    for one in looked.page.placed:
        parts = urlsplit(one.src)
        if parts.netloc != urlsplit(portal).netloc or parts.path != EMBED:
            yield _note("elsewhere", portal=portal + EMBED)
            continue
        if (urlsplit(looked.site).scheme, parts.scheme) == ("https", "http"):
            yield _note("plain http")
        yield from _parameters(parts.query)


def _parameters(query: str) -> Iterator[Finding]:
    try:
        Embed.from_params(parse_qsl(query))
    except BadQuery as error:
        for fault in error.errors:
            yield _note(
                "parameter", name=NAMES.get(fault.parameter, "Paramètre inconnu"), **vars(fault)
            )


def _attributes(looked: Looked) -> Iterator[Finding]:
    for one in looked.page.placed:
        if not one.attributes.get("title", "").strip():
            yield _note("no title")
        yield from _element(one, looked) if one.element else _frame(one)


def _element(one: Placed, looked: Looked) -> Iterator[Finding]:
    if not looked.page.loaders:
        yield _note("no loader", portal=looked.given.portal, loader=LOADER)
    if not one.link:
        yield _note("no link")


def _frame(one: Placed) -> Iterator[Finding]:
    given = one.attributes
    if not given.get("height", "").strip() and "height" not in given.get("style", ""):
        yield _note("no height")
    if given.get("referrerpolicy", "").strip().lower() == "no-referrer":
        yield _note("no referrer")
    if "sandbox" in given:
        allowed = given["sandbox"].lower().split()
        for allow, (name, why) in SANDBOX.items():
            if allow not in allowed:
                yield _note(name, allow=allow, why=why)


def _policies(looked: Looked) -> Iterator[Finding]:
    rules = (*csp.policies(looked.given.header), *looked.page.policies)
    barred = [
        (csp.deciding(policy, CHAINS[what]) or "", what)
        for policy in rules
        for what, one in _wanted(looked)
        if not csp.allows(policy, CHAINS[what], one)
    ]
    for by, what in barred:
        better = CHAINS[what][0] if by == "default-src" else by
        yield _note("policy", by=by, what=what, better=better, portal=looked.given.portal)
    if rules and not barred:
        yield _note("policy fits")


def _wanted(looked: Looked) -> Iterator[tuple[str, Wanted]]:
    """What the page loads of us; of a header alone, the frame that it would load."""
    page, site, portal = looked.page, looked.site, looked.given.portal
    for src in [one.src for one in page.placed] or [portal + EMBED]:
        yield "le cadre", Wanted(src, site)
    for one in page.loaders:
        yield "le script", Wanted(one.src, site, one.nonce)
    if page.calls:
        yield "l’appel de l’API", Wanted(portal + API, site)


CHECKS: tuple[Callable[[Looked], Iterator[Finding]], ...] = (
    _presence,
    _addresses,
    _attributes,
    _policies,
)
