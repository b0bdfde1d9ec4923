"""The demonstration's texts read like French, fit their facts and are not one template."""

import re
from collections import Counter, defaultdict
from statistics import median

import pytest

from data.record import FormationRecord
from tests.data.demonstration.made import records


def texts(record: FormationRecord) -> list[str]:
    return [
        text
        for text in (record.title, record.summary, record.description, record.prerequisites)
        if text
    ]


@pytest.mark.parametrize(
    "fault",
    [
        r"\b[dD]e les?\b",
        r"\bà les?\b",
        r"\bà (Le|Les) ",
        r"(?<![·\w])([dD]e|[lL]e|[lL]a|[qQ]ue|[nN]e|[jJ]e) (?!on[cz])[aeiouéèêâîô][a-zéèêç]",
        r"[{}\[\]]",
        r"  ",
        r" [.,](?!NET)",
        r"\b(\w{2,}) \1\b(?! \1)",
        r"(?m)^[a-zéèà]",
        r"NaN|None",
    ],
)
def test_no_fault_of_assembly(fault: str) -> None:
    allowed = ("vous vous", "nous nous")
    for record in records():
        for text in texts(record):
            found = [m[0] for m in re.finditer(fault, text) if m[0].lower() not in allowed]
            assert not found, (found, text)


def test_a_description_has_two_to_six_paragraphs_and_enough_words() -> None:
    for record in records():
        assert record.description
        assert 2 <= record.description.count("\n\n") + 1 <= 6
        assert len(record.description.split()) > 50


def test_no_two_descriptions_are_equal_and_few_titles_repeat() -> None:
    assert len({record.description for record in records()}) == 740
    assert len({record.title for record in records()}) >= 500
    assert Counter(record.title for record in records()).most_common(1)[0][1] <= 25


def nearest(descriptions: list[str]) -> list[float]:
    """The likeness of each text to its likest other: Jaccard index of runs of five words."""
    runs = [set(zip(*(text.split()[n:] for n in range(5)), strict=False)) for text in descriptions]
    holders = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holders[run].append(number)
    likest = []
    for number, own in enumerate(runs):
        shared = Counter(other for run in own for other in holders[run] if other != number)
        likest.append(
            max((n / (len(own) + len(runs[o]) - n) for o, n in shared.items()), default=0.0)
        )
    return likest


def test_the_descriptions_are_not_one_template() -> None:
    likeness = nearest([record.description or "" for record in records()])
    assert median(likeness) < 0.25
    assert sum(one < 0.5 for one in likeness) >= 700


def test_a_provider_speaks_to_people_in_one_way() -> None:
    familiar, polite = re.compile(r"\b(tu|ton|ta)\b"), re.compile(r"\b(vous|votre)\b", re.I)
    for name in ("Le Wagon", "Epitech", "POP School"):
        own = [r.description or "" for r in records() if r.provider and r.provider.name == name]
        tones = {bool(familiar.search(text)) and not polite.search(text) for text in own}
        assert len(tones) == 1


def test_the_text_promises_nothing_that_the_facts_deny() -> None:
    for record in records():
        said = " ".join(texts(record))
        if record.place is None:
            assert "sur place" not in said
        if record.entry_level != 0:
            assert "Aucun diplôme" not in said
        if record.cost_eur != 0:
            assert "rien à payer" not in said
            assert "C’est gratuit" not in said
        if record.title.startswith("POEC"):
            assert "poei-poec" in record.funding
        if "alternance" in record.title:
            assert "alternance" in record.funding
