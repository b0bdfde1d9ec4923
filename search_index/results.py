"""What a search answers: plain values that nobody changes, no engine type among them.

Those that are made by the hundred for one answer are not frozen: that would make them three times
as slow to make.
"""

import re
from dataclasses import dataclass

from data.text import fold
from search_index.query import SearchQuery

WORDS = re.compile(r"\w+|\W+")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a training is in the list: where, the words as typed, and what stands there for them.

    `how` is "word" (the word itself), "prefix", "trade" (recognised by what people call it),
    "synonym", "typo" (mended), "kin" (a neighbouring trade) or "meaning" (no word, but texts that
    speak of the same); `found` gives the words of the text, one for one of `words`.
    """

    field: str
    words: tuple[str, ...]
    how: str = "word"
    found: tuple[str, ...] = ()


@dataclass(slots=True)
class Hit:
    """One training found: its id, its score (0 without words), reasons, kilometres or None.

    `all_words` is false for one that goes on a list of too few: it answers fewer words than are
    asked of each, or none, and speaks of the same; or it lies elsewhere, or lacks another criterion
    that the words state.
    """

    formation_id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    distance_km: float | None = None
    all_words: bool = True


@dataclass(slots=True)
class FacetCount:
    """One value of a facet with the number of results that choosing it alone would show."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A criterion with its values, in the order in which they are to be shown."""

    parameter: str
    label: str
    counts: tuple[FacetCount, ...]


@dataclass(frozen=True)
class Repair:
    """A way out of a short list: the query with one thing changed, and what it would find."""

    without: str
    label: str
    count: int
    query: SearchQuery


@dataclass(frozen=True)
class PlaceChoice:
    """Another place of the same name: its label and what to write in `near` to mean it."""

    label: str
    near: str


@dataclass(frozen=True)
class PlaceFound:
    """The place that `near` was understood as.

    `kind` is "commune", "department", "region" or "country"; a department or a region has a `code`
    and no radius: its trainings are those inside. `others` are places of the same name.
    """

    label: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    kind: str = "commune"
    code: str = ""
    others: tuple[PlaceChoice, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of the words understood as a criterion: "en alternance", "Lyon".

    `written` is as typed, `label` as understood; `without` is the search without these words and
    `gain` how many more trainings meet all that is left.
    """

    parameter: str
    written: str
    label: str
    gain: int
    without: SearchQuery


@dataclass(frozen=True)
class Correction:
    """Words mended: as typed and as searched, one for one."""

    typed: tuple[str, ...]
    shown: tuple[str, ...]

    def applied(self, question: str) -> str:
        """The whole question as it was searched; the mended words alone where they are not in it.

        >>> Correction(("devlopeur",), ("développeur",)).applied("Devlopeur web")
        'développeur web'
        """
        mended = dict(zip(map(fold, self.typed), self.shown, strict=True))
        pieces = WORDS.findall(question)
        if not mended.keys() <= set(map(fold, pieces)):
            return " ".join(self.shown)
        return "".join(mended.get(fold(one), one) for one in pieces)


@dataclass(frozen=True)
class SearchResults:
    """A page of hits, all facets and the query as understood; `total` counts every page.

    `query` is as asked; `parts` and `correction` say what was understood, and `literal` is the same
    search word for word (None when that is what was asked, or nothing was understood). `lacking`
    are words that no training has together with the others, and that were let go. `placeless` is
    the same search with the trainings whose place nobody told, where there are any; `neighbours`
    are words for trades that no training prepares for, so that neighbouring ones are shown.
    `nowhere` says that none is known at the place, so that these of unknown place are shown.
    `complete` is how many meet all that the words say where others follow for lack of these, else
    None.
    `further` are the nearest trainings that only the place leaves out: apart from a short list, and
    in none of its counts.
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    repairs: tuple[Repair, ...]
    place: PlaceFound | None
    took_ms: float
    parts: tuple[Part, ...] = ()
    correction: Correction | None = None
    literal: SearchQuery | None = None
    lacking: tuple[str, ...] = ()
    placeless: Repair | None = None
    neighbours: tuple[str, ...] = ()
    nowhere: bool = False
    complete: int | None = None
    further: tuple[Hit, ...] = ()

    @property
    def shown(self) -> tuple[Hit, ...]:
        """Every training that the page shows."""
        return self.hits + self.further

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return self.query.pages(self.total)
