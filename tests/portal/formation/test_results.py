"""A rate is never without its number of people, and never of too few."""

from data.models import YearlyResult
from data.outcomes import Results, Sums, compare, results
from portal.formation.results import UNKNOWN_RATE, year_view

COMPARED = compare(
    {(2019, "data"): {name: Sums(60, 100) for name in ("admission", "completion", "positive_exit")}
     | {"salary": Sums(2_500_000, 100)}}
)  # fmt: skip


def result(**counts: int) -> Results:
    return results(YearlyResult(formation_id="f", year=2019, **counts), "data", COMPARED)


def test_a_rate_with_its_people_and_its_interval() -> None:
    rate = year_view(result(known_outcomes=28, positive_exits=22)).positive_exit
    assert rate.text == "79\u202f%"
    assert "28\u00a0personnes" in rate.detail
    assert "entre 60\u202f% et 90\u202f%" in rate.detail
    assert rate.percent == 78.6


def test_a_true_zero_is_said_as_zero() -> None:
    assert year_view(result(known_outcomes=30, positive_exits=0)).positive_exit.text == "0\u202f%"


def test_too_few_answers_make_no_rate() -> None:
    rate = year_view(result(known_outcomes=12, positive_exits=12)).positive_exit
    assert rate.text == "Trop peu de réponses (12) pour publier un taux"
    assert rate.percent is None


def test_an_unknown_rate_has_another_reason() -> None:
    assert year_view(result(started=30)).positive_exit.text == UNKNOWN_RATE


def test_unknown_counts_are_left_out_and_zero_is_not() -> None:
    assert year_view(result(started=30, dropped_out=0)).counts == (
        ("Ont commencé", "30"),
        ("Ont arrêté avant la fin", "0"),
    )


def test_a_salary_says_of_how_many() -> None:
    known = year_view(result(salaries=21, mean_salary_eur=24300)).salary
    assert known == "24\u202f300\u00a0€ brut par an en moyenne (21\u00a0salaires connus)"
    assert "Trop peu" in year_view(result(salaries=3, mean_salary_eur=24300)).salary


def test_the_family_and_the_network_stand_beside() -> None:
    view = year_view(result(known_outcomes=28, positive_exits=22), "Data")
    assert view.positive_exit.beside == (
        "Famille « Data » : 60\u202f% (sur 100)",
        "Tout le réseau : 60\u202f% (sur 100)",
    )
    assert view.salary_beside[1] == "Tout le réseau : 25\u202f000\u00a0€"


def test_admission_completion_and_dropout_are_told_where_known() -> None:
    rates = year_view(result(candidates=100, admitted=25, finished=30, dropped_out=10)).rates
    assert [(rate.title, rate.text) for rate in rates] == [
        ("Candidatures acceptées", "25\u202f%"),
        ("Sont allées au bout de la formation", "75\u202f%"),
        ("Ont arrêté avant la fin", "25\u202f%"),
    ]
    assert year_view(result(started=30)).rates == ()


def test_too_few_people_are_said_and_their_counts_withheld() -> None:
    view = year_view(result(started=12, finished=9, dropped_out=3))
    assert view.counts == (("Ont commencé", "12"),)
    assert view.rates[0].text == "Trop peu de monde (12) pour publier un taux"
