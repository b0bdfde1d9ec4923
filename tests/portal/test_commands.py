"""The installed command does what the README says, on a real instance."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.commands import portal

Run = Callable[..., Result]

TABLE = (
    "source_key,title,provider.name,place.commune,modality\n"
    "1,Développeur web,École du Port,Brest,onsite\n"
    "2,,École du Port,Brest,onsite\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)

    def call(*words: str) -> Result:
        return CliRunner().invoke(portal, words)

    return call


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command on an instance that holds the demonstration."""
    instance = str(tmp_path_factory.mktemp("demonstrated"))
    environment = {"PORTAL_INSTANCE": instance, "PORTAL_DATABASE_URL": None}

    def call(*words: str) -> Result:
        return CliRunner().invoke(portal, words, env=environment)

    assert "740 ajoutées" in call("demo").output
    return call


def test_load_then_search_then_check(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    rejects = tmp_path / "rejects.jsonl"
    loaded = run("load", str(path), "--rejects", str(rejects))
    assert loaded.exit_code == 1
    assert "2 lues : 1 ajoutées" in loaded.output
    assert json.loads(rejects.read_text())["line"] == 3
    found = run("search", "developpeurs", "--region", "53", "--json")
    document = json.loads(found.output)
    assert document["total"] == 1
    formation = document["hits"][0]["formation"]
    assert formation["place"]["region"] == {"code": "53", "label": "Bretagne"}
    assert formation["cost_eur"] is None
    assert run("index", "--check").exit_code == 0


def test_a_bad_search_parameter_is_named(run: Run) -> None:
    done = run("search", "web", "--hours_min", "beaucoup")
    assert done.exit_code == 2
    assert "hours_min" in done.output


def test_an_unusable_file_exits_2(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    done = run("load", str(path))
    assert done.exit_code == 2
    assert "fichier vide" in done.output


def test_the_demonstration_goes_out_and_comes_back(demonstrated: Run, tmp_path: Path) -> None:
    assert "740 inchangées" in demonstrated("demo").output
    out = tmp_path / "out.csv"
    assert demonstrated("export", str(out)).exit_code == 0
    # 25 labels are no longer in force: these trainings are kept, and not shown.
    assert "715 lues : 715 ajoutées" in demonstrated("load", str(out), "--dry-run").output


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_what_a_search_finds_goes_out_alone(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE.replace("2,,", "2,Data analyst,"), encoding="utf-8")
    run("load", str(path))
    out = tmp_path / f"out.{ending}"
    done = run("export", str(out), "--q", "data")
    assert done.output.startswith("1 formations"), done.output
    assert "1 lues : 0 ajoutées" in run("load", str(out)).output


def test_the_catalogue_goes_out_in_lheo(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    run("load", str(path))
    out = tmp_path / "out.xml"
    assert run("export", str(out)).exit_code == 0
    assert "1 lues : 1 ajoutées" in run("load", str(out), "--dry-run").output
    assert run("export", str(tmp_path / "out.doc")).exit_code == 2
    assert run("export", str(out), "--hours-min", "x").exit_code == 2
    for lost in (("search", "web"), ("export", str(out), "--q", "web")):
        refused = run(*lost, "--near", "Lile")
        assert refused.exit_code == 2
        assert "near : lieu inconnu" in refused.output


def test_the_demonstration_brings_its_year(demonstrated: Run) -> None:
    tables = json.loads(demonstrated("figures", "2019", "--json").output)
    assert len(tables) == 29
    one = demonstrated("figures", "2019", "--table", "outcomes")
    assert "CDI" in one.output
    assert "positive: 3455" in one.output
    assert "outcomes" in demonstrated("figures", "2019", "--table", "rien").output
