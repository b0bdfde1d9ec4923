"""Each demonstration record agrees with the nomenclatures, with itself and with its provider."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import mean

from sqlmodel import Session

from data import reference
from data.database import connect
from data.demonstration import formations
from data.intake.store import store
from data.vocabulary import LabelStatus, Precision, Programme
from tests.conftest import NewDatabase
from tests.data.demonstration.made import TODAY, records


def test_all_codes_are_in_the_nomenclatures() -> None:
    for record in records():
        assert set(record.trades) <= set(reference.trades())
        assert set(record.funding) <= set(reference.funding_schemes())
        assert set(record.audiences) <= set(reference.audiences())
        assert record.trade_family == reference.trades()[record.trades[0]].family


def test_every_trade_is_taught_somewhere() -> None:
    assert {code for record in records() for code in record.trades} == set(reference.trades())


def test_a_registered_certification_leads_to_the_trade_or_to_none() -> None:
    registered = [r for r in records() if r.certification and r.certification.code]
    assert len(registered) > 200
    for record in registered:
        assert record.certification
        code = (record.certification.code or "").split("BC")[0]
        known = reference.certifications()[code]
        assert not known.trades or record.trades[0] in known.trades
        assert record.certification.level == known.level


def test_the_place_is_a_town_of_its_region_with_coordinates_inside() -> None:
    boxes = defaultdict(list)
    for commune in reference.communes().values():
        if commune.latitude is not None and commune.longitude is not None:
            boxes[commune.region].append((commune.latitude, commune.longitude))
    for place in (record.place for record in records() if record.place):
        commune = reference.communes()[place.insee_code or ""]
        assert (place.commune, place.region) == (commune.name, commune.region)
        assert commune.population > 10_000
        assert place.postcode in commune.postcodes
        assert (place.latitude, place.longitude) in boxes[commune.region]


def test_a_provider_has_one_status_one_network_and_stays_small_unless_a_network_runs_it() -> None:
    facts = defaultdict(list)
    for record in records():
        assert record.provider
        provider = record.provider
        facts[provider.name].append((provider.legal_status, provider.network, provider.direct))
    assert all(len(set(found)) == 1 for found in facts.values())
    assert 220 <= len(facts) <= 300
    invented = [found for found in facts.values() if found[0][2] is not True]
    assert max(len(found) for found in invented) <= 12


def test_sessions_come_in_order_and_close_their_lists_before_they_start() -> None:
    for record in records():
        starts = [session.starts_on for session in record.sessions]
        assert starts == sorted(starts, key=lambda day: day or date.max)
        assert len(starts) <= 4
        for session in record.sessions:
            assert session.starts_on
            if session.apply_before:
                assert session.apply_before < session.starts_on
            if session.precision is Precision.MONTH:
                assert session.starts_on.day == 1


def test_some_facts_stay_unknown() -> None:
    seats = [session.seats for record in records() for session in record.sessions]
    assert 0.2 < seats.count(None) / len(seats) < 0.5
    costs = [record.cost_eur for record in records()]
    assert 0.08 < costs.count(None) / 740 < 0.16
    assert 0.6 < costs.count(0) / 740 < 0.8
    levels = [record.entry_level for record in records()]
    assert levels.count(0) > 370
    assert levels.count(None) > 40


def test_labels_were_granted_while_their_call_was_open() -> None:
    spans = {
        1: (date(2015, 9, 1), date(2015, 10, 31)),
        2: (date(2016, 8, 1), date(2017, 2, 28)),
        3: (date(2018, 4, 1), date(2018, 11, 30)),
    }
    for label in (record.label for record in records() if record.label):
        first, last = spans[label.call or 0]
        assert label.granted_on
        assert first <= label.granted_on <= last
        assert (label.programme is Programme.PIC) == (label.call == 3)
        assert (label.expires_on is not None) == (label.status is LabelStatus.EXPIRED)


def test_results_add_up_for_about_a_third_and_are_often_too_few_for_a_rate() -> None:
    results = [one for record in records() for one in record.results]
    assert 0.28 < sum(bool(record.results) for record in records()) / 740 < 0.4
    for one in results:
        counts = (one.candidates, one.admitted, one.started, one.finished, one.known_outcomes)
        known = [count for count in counts if count is not None]
        assert known == sorted(known, reverse=True)
        assert (one.finished or 0) + (one.dropped_out or 0) <= (one.started or 0)
    few = [one for one in results if (one.known_outcomes or 0) < 20]
    assert 0.2 < len(few) / len(results) < 0.8
    rates = [(one.positive_exits or 0) / (one.known_outcomes or 1) for one in results]
    assert 0.70 < mean(rates) < 0.78


def test_titles_and_diplomas_take_longer_than_short_certificates() -> None:
    def hours(kind: str) -> float:
        return mean(
            r.hours or 0 for r in records() if r.certification and r.certification.kind == kind
        )

    assert hours("diploma") > hours("rncp_title") > hours("attestation") > hours("rs")


def test_another_seed_makes_another_catalogue_with_the_same_counts() -> None:
    other = formations(TODAY, seed=7)
    assert other != records()
    assert sum(record.hours or 0 for record in other) // 740 in (983, 984)
    assert sum(record.place is None for record in other) == 24


def test_the_catalogue_goes_into_the_database_and_a_second_time_changes_nothing(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    engine = connect(new_database("sqlite", tmp_path))
    with Session(engine) as session:
        assert store(session, "demonstration", records()).added == 740
        session.commit()
        again = store(session, "demonstration", formations(date(2026, 10, 1)))
    assert (again.added, again.changed, again.unchanged) == (0, 0, 740)
    engine.dispose()
