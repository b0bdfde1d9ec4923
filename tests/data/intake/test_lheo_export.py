"""What is written in LHÉO says what LHÉO can say, and is read back as it was."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from data import reference
from data.intake import lheo
from data.intake.checks import checked
from data.intake.lheo_export import lheo as written
from data.intake.report import Candidate
from data.record import (
    CertificationRecord,
    FormationRecord,
    PlaceRecord,
    ProviderRecord,
    SessionRecord,
)
from data.vocabulary import CertificationKind, Modality, Precision
from tests.portal.small_catalogue import COMPLETE, RECORDS, UNKNOWN

SPACE = {"l": "http://lheo.gouv.fr/2.3"}
LONG = FormationRecord(
    source_key="long\x0b&<key>",
    title="Très " * 90 + "long",
    summary="Une phrase. " * 400,
    description="- un\n- deux\n\n" + "Texte & <balise> ]]> " * 400,
    prerequisites="=1+1",
    provider=ProviderRecord(name="École", siret="13002526500013", direct=True),
    place=PlaceRecord(region="53"),
    modality=Modality.ONSITE,
    hours=420.5,
    months=3.5,
    certification=CertificationRecord(kind=CertificationKind.CQP, title="CQP", level=8),
    entry_level=8,
    cost_eur=0,
    sessions=(
        SessionRecord(starts_on=date(2030, 1, 1), precision=Precision.YEAR, seats=0),
        SessionRecord(apply_before=date(2029, 1, 5)),
    ),
    codes={"rome": ("M1805",), "formacode": ("31090", "31028"), "nsf": ("326",)},
    origins={"hours": "12 semaines de 35 h"},
    updated_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
)
BLOCK = FormationRecord(
    source_key="block",
    title="Bloc",
    certification=CertificationRecord(kind=CertificationKind.RNCP_BLOCK, code="RNCP31114BC01"),
)
RS = FormationRecord(
    source_key="rs",
    title="Certification",
    certification=CertificationRecord(kind=CertificationKind.RS, code="RS55"),
)


def read_back(tmp_path: Path, *records: FormationRecord) -> list[FormationRecord | None]:
    path = tmp_path / "catalogue.xml"
    path.write_bytes(b"".join(written(records)))
    return [checked(candidate)[0] for candidate in lheo.read(path)]


def tree_of(*records: FormationRecord) -> etree._Element:
    return etree.fromstring(b"".join(written(records)))


def facts(record: FormationRecord | None) -> dict[str, object]:
    """Everything but the yearly counts, which are not for everybody to read."""
    assert record is not None
    return record.model_dump(exclude={"results"})


@pytest.mark.parametrize("record", [*RECORDS[:8], BLOCK, RS], ids=lambda one: one.source_key)
def test_it_is_read_back_with_the_same_facts(tmp_path: Path, record: FormationRecord) -> None:
    # What is recognised in a text is recognised once; from then on nothing is lost or added.
    known, _ = checked(Candidate("table", 1, record.model_dump(exclude_none=True)))
    assert known is not None
    (back,) = read_back(tmp_path, known)
    assert facts(back) == facts(known)


def test_longer_than_lheo_allows_is_cut_there_and_whole_in_the_extras(tmp_path: Path) -> None:
    (back,) = read_back(tmp_path, LONG)
    assert back is not None
    for name in ("title", "summary", "hours", "months", "entry_level", "cost_eur", "sessions"):
        assert facts(back)[name] == facts(LONG)[name]
    tree = tree_of(LONG)
    for name, most in (("intitule-formation", 255), ("contenu-formation", 3000)):
        assert 1 <= len(tree.findtext(f".//l:{name}", None, SPACE)) <= most


def test_the_elements_of_lheo_say_it_to_other_programs() -> None:
    tree = tree_of(COMPLETE)

    def said(name: str) -> list[str]:
        return [str(one.text) for one in tree.findall(f".//l:action//l:{name}", SPACE)]

    assert said("modalites-enseignement") == ["2"]
    assert said("debut") == ["20190114", "20350900"]
    assert said("fin") == ["20190913", "99999999"]
    assert said("nombre-heures-total") == ["1204"]
    assert said("prix-total-TTC") == ["1200.00"]
    assert tree.findtext(".//l:certification/l:code-RNCP", None, SPACE) == "37674"
    romes = [one.text for one in tree.findall(".//l:code-ROME", SPACE)]
    assert romes == list(reference.trades()["developpeur-web-mobile"].rome[:5])
    assert tree.findtext(".//l:lieu-de-formation//l:region", None, SPACE) == "84"


def test_nothing_known_is_nothing_invented(tmp_path: Path) -> None:
    (back,) = read_back(tmp_path, UNKNOWN)
    assert back is not None
    for name in ("provider", "place", "modality", "hours", "cost_eur", "certification"):
        assert getattr(back, name) is None
    assert back.sessions == ()


def test_yearly_counts_are_not_in_it() -> None:
    text = b"".join(written([COMPLETE])).decode()
    assert "2019/120" not in text
    assert 'info="results"' not in text


def test_each_formation_is_written_by_itself() -> None:
    made = written(iter(RECORDS))
    assert [next(made).startswith(b"<formation") for _ in range(4)] == [False, False, True, True]
