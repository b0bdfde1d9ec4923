"""How many answered the yearly reports, how sure that makes the shares, and who applied."""

from math import floor, sqrt

from data.figures.cells import Row, mean, percent
from data.figures.counts import Counts
from data.figures.groups import ALL
from data.outcomes import Z_95
from data.vocabulary import Programme


def margin_of_error(answered: int, asked: int) -> float | None:
    """Half the 95 % interval, from 0 to 1, of a share of one half among those that answered.

    z · √(p(1-p)/n) · √((N-n)/(N-1)) with p = 1/2: the last factor corrects for a finite
    population (W. G. Cochran, Sampling Techniques, 1977, § 3.2). None where none answered.
    """
    if not answered:
        return None
    if asked <= answered:
        return 0.0
    return Z_95 * sqrt(0.25 / answered) * sqrt((asked - answered) / (asked - 1))


def survey(counts: Counts) -> list[Row]:
    """How many answered, how sure that makes the shares, and the sessions held."""
    found, year = counts.answers, counts.year
    margin = margin_of_error(found.answered, found.asked)
    usual = counts.people.number - found.in_large_groups
    return [
        Row(("formations asked", found.asked)),
        Row(("formations that answered", found.answered)),
        Row(("response rate percent", percent(found.answered, found.asked))),
        Row(
            (
                "margin of error percent at 95 % confidence, below",
                None if margin is None else floor(100 * margin) + 1,
            )
        ),
        Row((f"sessions started in {year}", found.sessions_started)),
        Row((f"sessions finished in {year}", found.sessions_finished)),
        Row(("learners per session, about", mean(usual, found.usual_sessions)), (None, ALL)),
    ]


def sourcing(counts: Counts) -> list[Row]:
    """How many wanted in, how many came in, and who had nothing to pay."""
    found, people, pic = counts.answers, counts.people, Programme.PIC
    funded = people.funded.total()
    step = 1000 if funded >= 1000 else 100
    return [
        Row(("candidates", found.candidates), (None, ("candidates",))),
        Row(("admitted", found.admitted), (None, ("admitted",))),
        Row(
            ("admission rate percent", percent(found.admitted, found.candidates)),
            (None, ("admitted",)),
        ),
        Row(("learners fully funded, more than", funded // step * step)),
        Row(
            (
                "PIC formations' learners without out-of-pocket cost percent",
                percent(people.funded[pic], people.programme[pic]),
            ),
            (None, ("funded", pic)),
        ),
    ]
