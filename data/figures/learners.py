"""The tables that count people: each cell names the group that it tells of."""

from data.figures.cells import Group, Row, Total, mean, percent, shares
from data.figures.counts import Counts
from data.figures.formations import ranked_trades
from data.figures.groups import (
    ALL,
    DROPPED_OUT,
    ENDED,
    FINISHED,
    KNOWN_EXITS,
    POSITIVE_EXITS,
    SALARIES,
    STARTED,
    TRAINED,
)
from data.figures.people import WEEKS_A_MONTH
from data.figures.places import by_territory, codes_of, in_order
from data.outcomes import LEAST_PEOPLE
from data.people import KNOWN, POSITIVE, Age, Education, Outcome, Sex, Situation, State
from data.vocabulary import Programme
from data.yearly import PastYear

YEARS = 4
"""How many years, this one included, the table of learners by year goes back."""


def by_year_columns(counts: Counts) -> tuple[str, ...]:
    """The year and the three before it."""
    return ("figure", *(str(year) for year in _last_years(counts)))


def _last_years(counts: Counts) -> range:
    return range(counts.year - YEARS + 1, counts.year + 1)


def by_year(counts: Counts) -> list[Row]:
    """Learners whose training ended, who began one, who left, and all of them, over four years."""
    columns = [_of_year(counts, year) for year in _last_years(counts)]
    lines = [
        (label, [None if one is None else getattr(one, field) for one in columns], group)
        for label, field, group in (
            ("finished", "finished", ENDED),
            ("started", "started", STARTED),
            ("dropped out", "dropped_out", DROPPED_OUT),
        )
    ]
    trained = [
        None if ended is None or begun is None else ended + begun - (left or 0)
        for ended, begun, left in zip(*(values for _, values, _ in lines), strict=True)
    ]
    lines.append(("trained (finished + started - dropped out)", trained, TRAINED))
    earlier = (None,) * YEARS
    return [Row((label, *values), (*earlier, group)) for label, values, group in lines]


def _of_year(counts: Counts, year: int) -> PastYear | None:
    """A year's counts; of an earlier one nothing where a group of it was small."""
    found = counts.years.get(year)
    if found is None or year == counts.year:
        return found
    people = (found.finished, found.started, found.dropped_out)
    return None if any(map(_few, people)) else found


def _few(people: int | None) -> bool:
    return people is not None and 0 < people < LEAST_PEOPLE


def since_creation(counts: Counts) -> Total:
    """Learners whose training ended since the network began."""
    known = counts.years.values()
    ended = sum((one.finished or 0) + one.undated_finished for one in known)
    return Total({"finished_since_creation": ended}, {"finished_since_creation": ENDED})


def dropouts(counts: Counts) -> list[Row]:
    """Who left, by how they followed, as a share of all learners."""
    left, people = State.DROPPED_OUT, counts.people
    found = (
        ("en ligne", people.state[left, True], ("dropped out", "online")),
        ("en présentiel", people.state[left, False], ("dropped out", "onsite")),
    )
    return shares(found, people.number, percent_first=False)


def all_dropouts(counts: Counts) -> Total:
    """All who left."""
    left = State.DROPPED_OUT
    return Total({"learners": counts.people.of_state(left)}, {"learners": ("state", left.name)})


def all_learners(counts: Counts) -> Total:
    """All learners of the year."""
    return Total({"learners": counts.people.number}, {"learners": ALL})


def by_age(counts: Counts) -> list[Row]:
    """Learners by band of age."""
    people = counts.people
    found = ((one.label, people.age[one], ("age", one.name)) for one in Age)
    return shares(found, people.number, percent_first=True)


def by_sex(counts: Counts) -> list[Row]:
    """Women and men."""
    people = counts.people
    found = ((one.label, people.sex[one], ("sex", one.name)) for one in Sex)
    return shares(found, people.number, percent_first=True)


def target_groups(counts: Counts) -> list[Row]:
    """People of the groups that the network is for; each person once."""
    people, now = counts.people, counts.years[counts.year]
    finished = people.of_state(State.FINISHED)
    lines: list[tuple[str, int, int, Group]] = [
        (
            "en reconversion professionnelle (ayant finalisé)",
            people.career_change,
            finished,
            ("career_change",),
        ),
        (
            "niveau bac ou infra en recherche d'emploi",
            now.target or 0,
            people.number,
            ("target",),
        ),
        (
            "résidents des quartiers prioritaires (QPV)",
            now.priority or 0,
            people.number,
            ("priority",),
        ),
    ]
    return [
        Row((label, percent(number, whole), number), (None, group, group))
        for label, number, whole, group in lines
    ]


def by_education(counts: Counts) -> list[Row]:
    """Learners by level on entering, and as shares of each programme."""
    people, rows = counts.people, []
    for level in Education:
        number = sum(people.education[one] for one in people.education if one[1] == level)
        each = [
            percent(people.education[programme, level], people.programme[programme])
            for programme in (Programme.PIC, Programme.PIA)
        ]
        group: Group = ("education", level.name)
        of_pic, of_pia = (*group, Programme.PIC.value), (*group, Programme.PIA.value)
        cells = (level.label, number, percent(number, people.number), *each)
        rows.append(Row(cells, (None, group, group, of_pic, of_pia)))
    return rows


def by_region(counts: Counts) -> list[Row]:
    """Learners by line of territory, and the shares that are in each target group."""
    people = counts.people
    number = by_territory(people.by_region)
    kinds = ("target", "women", "priority")
    found = {kind: by_territory(getattr(people, kind)) for kind in kinds}
    return [
        Row(
            (name, number[name], *(percent(found[k][name], number[name], 1) for k in kinds)),
            (None, ("region", name), *((k, name) for k in kinds)),
            codes_of(name),
        )
        for name in in_order(number)
    ]


def prior_situation(counts: Counts) -> list[Row]:
    """What those who finished did before."""
    people = counts.people
    found = ((one.label, people.situation[one], ("situation", one.name)) for one in Situation)
    return shares(found, people.situation.total(), percent_first=False)


def all_finished(counts: Counts) -> Total:
    """All who finished."""
    return Total({"learners": counts.people.situation.total()}, {"learners": FINISHED})


def immersion(counts: Counts) -> list[Row]:
    """How many of those who finished worked somewhere meanwhile, and how long."""
    people = counts.people
    number = people.immersion
    months = people.immersion_weeks / number / WEEKS_A_MONTH if people.immersion_weeks else None
    finished = people.of_state(State.FINISHED)
    group: Group = ("immersion",)
    return [
        Row(("share of learners percent", percent(number, finished)), (None, group)),
        Row(("mean duration months", None if months is None else round(months, 1)), (None, group)),
    ]


def outcomes(counts: Counts) -> list[Row]:
    """What those whose situation is known do three months on."""
    people = counts.people
    found = ((one.label, people.outcome[one], ("outcome", one.name)) for one in KNOWN)
    return shares(found, people.known_outcomes, percent_first=False)


def all_outcomes(counts: Counts) -> Total:
    """Positive exits among the known ones, and those that are not known or not yet."""
    people = counts.people
    positive = sum(people.outcome[one] for one in POSITIVE)
    unknown: Group = ("outcome", Outcome.UNKNOWN.name)
    recent: Group = ("outcome", Outcome.TOO_RECENT.name)
    return Total(
        {
            "positive": positive,
            "positive_percent": percent(positive, people.known_outcomes),
            "known": people.known_outcomes,
            "unknown": people.outcome[Outcome.UNKNOWN],
            "finished_under_3_months_ago": people.outcome[Outcome.TOO_RECENT],
        },
        {
            "positive": POSITIVE_EXITS,
            "positive_percent": POSITIVE_EXITS,
            "known": KNOWN_EXITS,
            "unknown": unknown,
            "finished_under_3_months_ago": recent,
        },
    )


def growth_columns(counts: Counts) -> tuple[str, ...]:
    """The year before and the year."""
    return ("group", str(counts.year - 1), str(counts.year), "growth_percent")


def growth(counts: Counts) -> list[Row]:
    """The people furthest from work in two years."""
    now, before = counts.years[counts.year], counts.years.get(counts.year - 1)
    rows = []
    for label, field in (
        ("niveau bac ou infra en recherche d'emploi", "target"),
        ("résidents des quartiers prioritaires", "priority"),
    ):
        number, earlier = getattr(now, field), getattr(before, field, None)
        earlier = None if _few(earlier) else earlier
        more = percent(number - earlier, earlier) if earlier and number is not None else None
        rows.append(Row((label, earlier, number, more), (None, None, (field,), (field,))))
    return rows


PRINTED_TRADES = 5


def salaries(counts: Counts) -> list[Row]:
    """Mean gross salaries in euros a year: of all, by sex, and for the first five trades."""
    by_sex, by_trade = counts.salaries.by_sex, counts.salaries.by_trade
    number = sum(n for n, _ in by_sex.values())
    rows = [Row(("tous", mean(sum(e for _, e in by_sex.values()), number)), (None, SALARIES))]
    for sex in Sex:
        n, euros = by_sex.get(sex, (0, 0))
        rows.append(Row((sex.label, mean(euros, n)), (None, ("salaries", sex.name))))
    for trade in ranked_trades(counts)[:PRINTED_TRADES]:
        n, euros = by_trade.get(trade.code, (0, 0))
        group: Group = ("salaries", trade.code)
        rows.append(Row((trade.label, mean(euros, n)), (None, group), (trade.code,)))
    return rows
