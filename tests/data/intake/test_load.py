"""Real files go in whole; hostile ones change nothing and say why."""

import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from data import catalogue
from data.database import connect
from data.intake import export, files
from data.intake.load import load
from data.intake.report import UnusableFile
from data.models import Formation
from tests.conftest import NewDatabase

OWN = (
    "source_key,title,provider.name,place.commune,hours,cost_eur\n"
    "1,Développeur web,École du Port,Brest,420,0\n"
    '2,"Technicien réseau\nde proximité",École du Port,Brest,,\n'
)
LHEO = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F1">
<domaine-formation><code-FORMACODE>31090</code-FORMACODE>
<code-ROME>M1805</code-ROME></domaine-formation>
<intitule-formation>Développeur web</intitule-formation>
<objectif-formation>&lt;p&gt;Créer &lt;b&gt;des sites&lt;/b&gt;&lt;/p&gt;</objectif-formation>
<code-niveau-entree>5</code-niveau-entree>
<certification><code-RNCP>37674</code-RNCP></certification>
<action numero="A1"><modalites-enseignement>2</modalites-enseignement>
<nombre-heures-centre>400</nombre-heures-centre>
<nombre-heures-entreprise>200</nombre-heures-entreprise>
<lieu-de-formation><coordonnees><adresse><codepostal>29200</codepostal><ville>BREST</ville>
<region>53</region></adresse></coordonnees></lieu-de-formation>
<session><periode><debut>20270900</debut><fin>99999999</fin></periode></session></action>
<organisme-formation-responsable><nom-organisme>École du Port</nom-organisme>
</organisme-formation-responsable>
</formation></offres></lheo>
"""


def count(engine: Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Formation)).one()


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_own_table_goes_in_and_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", OWN)
    first, second = load(engine, [path]), load(engine, [path])
    assert (first.read, first.counts.added, first.exit_code) == (2, 2, 0)
    assert (second.counts.added, second.counts.changed, second.counts.unchanged) == (0, 0, 2)


def test_unknown_is_null_and_zero_is_zero(engine: Engine, tmp_path: Path) -> None:
    load(engine, [written(tmp_path / "a.csv", OWN)])
    with Session(engine) as session:
        free, unknown = session.exec(select(Formation).order_by(Formation.source_key)).all()
        assert (free.cost_eur, free.hours) == (0, 420)
        assert (unknown.cost_eur, unknown.hours) == (None, None)
        assert unknown.title == "Technicien réseau\nde proximité"


def test_a_changed_row_is_changed_alone(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", OWN)
    load(engine, [path])
    report = load(engine, [written(path, OWN.replace("420", "490"))])
    assert (report.counts.changed, report.counts.unchanged) == (1, 1)


def test_a_dry_run_counts_and_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, [written(tmp_path / "a.csv", OWN)], dry_run=True)
    assert report.counts.added == 2
    assert count(engine) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(
    new_database: NewDatabase, tmp_path: Path, encoding: str, separator: str
) -> None:
    engine = connect(new_database("sqlite", tmp_path))
    path = written(tmp_path / "a.csv", OWN.replace(",", separator).encode(encoding))
    assert load(engine, [path]).counts.added == 2
    with Session(engine) as session:
        titles = session.exec(select(Formation.title).order_by(Formation.source_key)).all()
    assert titles[0] == "Développeur web"


def test_a_bad_row_is_refused_with_its_place_and_the_good_one_goes_in(
    engine: Engine, tmp_path: Path
) -> None:
    bad = OWN + "3,,École du Port,Brest,,\n4,Data analyst,École du Port,Brest,beaucoup,\n"
    report = load(engine, [written(tmp_path / "a.csv", bad)])
    assert (report.read, report.counts.added, report.rejected, report.exit_code) == (4, 3, 1, 1)
    [reject], [warning] = report.rejects, report.warnings
    assert (reject.file, reject.line, reject.field) == ("a.csv", 5, "title")
    assert (warning.line, warning.field, warning.value) == (6, "hours", "beaucoup")
    assert "pas un nombre" in warning.reason


def test_a_region_against_its_commune_is_left_out_and_reported(
    engine: Engine, tmp_path: Path
) -> None:
    table = (
        "source_key,title,place.commune,place.postcode,place.region\n"
        "1,Data analyst,Lyon,69003,53\n2,Data analyst,Lyon,,53\n3,Data analyst,Rennes,,53\n"
        "4,Data analyst,Balbigny,,53\n"
    )
    report = load(engine, [written(tmp_path / "a.csv", table)])
    assert (report.counts.added, report.rejected, report.exit_code) == (4, 0, 0)
    told = [(one.line, one.field, one.value, one.reason) for one in report.warnings]
    reason = "Bretagne contredit la commune ou le code postal (Auvergne-Rhône-Alpes)"
    unknown = "pas de commune de ce nom dans le département ou la région"
    assert told == [
        (2, "place.region", "53", reason),
        (3, "place.region", "53", reason),
        (5, "place.commune", "Balbigny", unknown),
    ]
    with Session(engine) as session:
        places = {one.source_key: one.place for one in catalogue.formations_for_index(session)}
    assert [places[key].region_code for key in "1234"] == ["84", "84", "53", "53"]
    assert [places[key].latitude is None for key in "1234"] == [False, False, False, True]


def test_lheo_goes_in_with_what_it_says_and_what_it_implies(engine: Engine, tmp_path: Path) -> None:
    assert load(engine, [written(tmp_path / "a.xml", LHEO)]).counts.added == 1
    with Session(engine) as session:
        [one] = catalogue.formations_for_index(session)
        assert (one.summary, one.hours, one.entry_level) == ("Créer des sites", 600, 4)
        assert one.modality == "blended"
        assert one.place is not None
        assert (one.place.department_code, one.place.region_code) == ("29", "53")
        assert one.certification is not None
        assert one.certification.register_code == "RNCP37674"
        assert (one.sessions[0].precision, one.sessions[0].ends_on) == ("month", None)
        assert one.origins["trades"] == "certification RNCP37674"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lheo [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]><lheo><offres><formation><intitule-formation>&a8;</intitule-formation></formation>"
    "</offres></lheo>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE lheo [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<lheo><offres><formation><intitule-formation>&a;</intitule-formation></formation></offres>"
    "</lheo>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("binary.csv", bytes(range(256)) * 50),
        ("one_column.csv", b"title\nweb\n"),
        ("header_only.csv", b"source_key,title\n"),
        ("open_quote.csv", b'source_key,title\n1,"web\n2,data\n'),
        ("truncated.json", b'[{"source_key": "1", "title": "web"'),
        ("scalar.json", b"[1, 2]"),
        ("deep.json", b"[" * 100_000),
        ("truncated.xml", LHEO.encode()[:-40]),
        ("other.xml", b"<html></html>"),
        ("bomb.xml", BOMB.encode()),
        ("external.xml", EXTERNAL.encode()),
        ("truncated.xlsx", b"PK\x03\x04rien"),
        ("strange.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(
    engine: Engine, tmp_path: Path, name: str, content: bytes
) -> None:
    good = written(tmp_path / "good.csv", OWN)
    report = load(engine, [good, written(tmp_path / name, content)])
    assert report.exit_code == 2
    assert name in (report.unusable or "")
    assert count(engine) == 0


def test_a_file_of_300_megabytes_is_refused_unread(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    begun = time.monotonic()
    report = load(engine, [path])
    assert "trop gros" in (report.unusable or "")
    assert time.monotonic() - begun < 5
    with pytest.raises(UnusableFile, match="trop gros"):
        files.usable(path, largest=10)


def test_a_missing_file_is_named(engine: Engine, tmp_path: Path) -> None:
    assert "absent.csv" in (load(engine, [tmp_path / "absent.csv"]).unusable or "")


def test_a_workbook_goes_in_without_its_macros_or_styles(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    cells = [["source_key", "title", "hours"], ["1", "Développeur web", "420"]]
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>"
        for row in cells
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/a.xml"/>'
            "</Relationships>",
        )
        sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/a.xml", sheet)
    assert load(engine, [path]).counts.added == 1


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_what_is_written_out_reads_back_as_it_was(
    engine: Engine, tmp_path: Path, file_format: str
) -> None:
    load(engine, [written(tmp_path / "a.xml", LHEO)])
    out = tmp_path / f"out.{file_format}"
    with Session(engine) as session:
        export.write(out, file_format, catalogue.formations_for_index(session))
        [before] = map(export.record_of, catalogue.formations_for_index(session))
    assert load(engine, [out]).exit_code == 0
    with Session(engine) as session:
        twins = [export.record_of(one) for one in catalogue.formations_for_index(session)]
    assert twins == [before, before]


def test_a_killed_load_leaves_the_database_as_it_was(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    url = new_database("sqlite", tmp_path)
    engine = connect(url)
    load(engine, [written(tmp_path / "a.csv", OWN)])
    rows = [{"source_key": str(n), "title": f"Parcours {n}"} for n in range(40_000)]
    big = written(tmp_path / "b.json", json.dumps(rows))
    code = (
        "import sys; from pathlib import Path; from data.database import connect;"
        "from data.intake.load import load;"
        "load(connect(sys.argv[1]), [Path(sys.argv[2])],"
        " progress=lambda n: n == 5000 and print('half', flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, url, str(big)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert count(engine) == 2
    assert load(engine, [tmp_path / "a.csv"]).counts.unchanged == 2
