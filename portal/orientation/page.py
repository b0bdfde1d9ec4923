"""Everything that the screens of the questionnaire show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data import reference
from portal import links, wording
from portal.orientation.answers import LONGEST, Answers
from portal.orientation.questions import ALL, SCREENS, WEIGHTS, Ask, Screen
from search_index.query import ParameterError
from search_index.recommend.profile import CRITERIA


@dataclass(frozen=True)
class Option:
    """One value to choose, with a plain sentence; `icon` is a family's picture."""

    id: str
    value: str
    label: str
    plain: str
    chosen: bool
    icon: str = ""


@dataclass(frozen=True)
class Group:
    """Values under a name: the trades of a family, the weights of a criterion."""

    name: str
    label: str
    hint: str
    open: bool
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Asked:
    """One answer to give, as far as it is given; `error` says why it cannot be taken."""

    field: str
    kind: str
    label: str
    hint: str
    value: str
    longest: int | None
    options: tuple[Option, ...]
    groups: tuple[Group, ...]
    error: str


@dataclass(frozen=True)
class Fault:
    """An answer that cannot be taken: its place on the page, its question, and why."""

    anchor: str
    label: str
    reason: str


@dataclass(frozen=True)
class QuestionPage:
    """One screen; `back` is False on the first, `skip` leads on without an answer."""

    name: str
    title: str
    heading: str
    progress: str
    intro: str
    asks: tuple[Asked, ...]
    faults: tuple[Fault, ...]
    back: bool
    onward: str
    skip: str
    possible: str


@dataclass(frozen=True)
class StartPage:
    """The way in; `begun` when there are answers already."""

    begun: bool
    screens: str


def start_page(answers: Answers) -> StartPage:
    """The way in for someone with these answers."""
    return StartPage(bool(answers), wording.counted(len(SCREENS), "question"))


def possible(count: int) -> str:
    """The live count: "128 formations possibles"; none is no dead end, the nearest are shown."""
    if not count:
        return "Aucune formation ne va en tout : nous montrons les plus proches"
    return f"{wording.found(count)} possible{'s' if count > 1 else ''}"


def question_page(
    screen: Screen, answers: Answers, count: int | None, errors: Sequence[ParameterError] = ()
) -> QuestionPage:
    """A screen with its answers; `count` trainings are possible, None while answers are wrong."""
    reasons = {error.parameter.split(".")[0]: error.reason for error in errors}
    last = screen is ALL or screen is SCREENS[-1]
    progress = _progress(screen)
    asks = tuple(_asked(ask, answers, reasons.get(ask.field, "")) for ask in screen.asks)
    return QuestionPage(
        name=screen.name,
        title=f"{screen.title} ({progress})" if progress else screen.title,
        heading=wording.unbroken(screen.title),
        progress=progress,
        intro=wording.unbroken(screen.intro),
        asks=asks,
        faults=tuple(Fault(one.field, one.label, one.error) for one in asks if one.error),
        back=screen not in (ALL, SCREENS[0]),
        onward="Voir mes formations" if last else "Continuer",
        skip=following(screen),
        possible="" if count is None else possible(count),
    )


def _progress(screen: Screen) -> str:
    if screen is ALL:
        return ""
    return f"Question {SCREENS.index(screen) + 1} sur {len(SCREENS)}"


def following(screen: Screen) -> str:
    """The address of the screen after this one, of the suggestions after the last."""
    place = len(SCREENS) if screen is ALL else SCREENS.index(screen) + 1
    if place >= len(SCREENS):
        return links.suggestions()
    return links.orientation(SCREENS[place].name)


def before(screen: Screen) -> str:
    """The address of the screen before this one, of the way in before the first."""
    place = 0 if screen is ALL else SCREENS.index(screen)
    return links.orientation(SCREENS[place - 1].name if place else None)


def _asked(ask: Ask, answers: Answers, error: str) -> Asked:
    given = answers.get(ask.field, "")
    return Asked(
        field=ask.field,
        kind=ask.kind,
        label=wording.unbroken(ask.label),
        hint=wording.unbroken(ask.hint),
        value=str(given),
        longest=LONGEST.get(ask.field),
        options=_options(ask, given) if ask.kind in CHOSEN else (),
        groups=tuple(GROUPS[ask.kind](ask, answers)) if ask.kind in GROUPS else (),
        error=error and wording.sentence(error),
    )


CHOSEN = ("boxes", "radios", "select")


def _options(ask: Ask, given: object) -> tuple[Option, ...]:
    """The values of an answer; a number that is not among them stands after them."""
    chosen = [str(one) for one in given] if isinstance(given, list) else [_written(given)]
    lines = list(ask.lines())
    if isinstance(given, float) and chosen[0] not in [value for value, _, _ in lines]:
        unit = {"hours_max": "h au plus", "radius_km": "km"}[ask.field]
        lines.append((chosen[0], f"{wording.number(given)}{wording.NO_BREAK}{unit}", ""))
    families = ask.field == "families"
    return tuple(
        Option(f"{ask.field}-{value}", value, label, wording.unbroken(plain), value in chosen,
               value if families else "")
        for value, label, plain in lines
    )  # fmt: skip


def _written(value: object) -> str:
    """A number as the values to choose are written: 455.0 is "455"."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _trades(ask: Ask, answers: Answers) -> Iterator[Group]:
    """The trades family by family, those of the chosen families first and open."""
    liked: Sequence[str] = answers.get("families", ())
    chosen: Sequence[str] = answers.get(ask.field, ())
    families = sorted(reference.families().values(), key=lambda one: one.code not in liked)
    for family in families:
        options = tuple(
            Option(f"{ask.field}-{one.code}", one.code, one.label, one.plain, one.code in chosen)
            for one in reference.trades().values()
            if one.family == family.code
        )
        is_open = family.code in liked or any(one.chosen for one in options)
        yield Group(family.code, family.label, family.plain, is_open, options)


def _weights(ask: Ask, answers: Answers) -> Iterator[Group]:
    given: Mapping[str, float] = answers.get(ask.field, {})
    for criterion, label, hint in ask.lines():
        own = _written(given.get(criterion, ""))
        start = f"Réglage de départ ({wording.number(CRITERIA[criterion])} sur 3)"
        options = tuple(_weight_options(criterion, own, start))
        yield Group(f"weights.{criterion}", label, hint, False, options)


def _weight_options(criterion: str, own: str, start: str) -> Iterable[Option]:
    for value, label, _ in (("", start, ""), *WEIGHTS):
        yield Option(f"weight-{criterion}-{value}", value, label, "", value == own)


GROUPS = {"trades": _trades, "weights": _weights}
"""How the answers that come in groups are shown."""
