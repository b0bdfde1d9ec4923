"""The synonyms: readable entries, each pointing somewhere; wrong ones are refused by name."""

from pathlib import Path

import pytest

from data import reference
from data.reference import synonyms
from data.text import fold


def meanings(word: str) -> set[str]:
    """What stands for a word, from either side of the entries."""
    found = set()
    for one in synonyms():
        if fold(word) in map(fold, one.words):
            found |= set(one.means)
        if one.both and fold(word) in map(fold, one.means):
            found |= set(one.words)
    for trade in reference.trades().values():
        if fold(word) in map(fold, trade.words):
            found.add(trade.label)
    return found


@pytest.mark.parametrize(
    "word",
    ["dev", "codeur", "apprendre à coder", "réparer des ordinateurs", "community manager", "CM",
     "admin sys", "dépanneur informatique", "vendre sur internet", "faire des sites",
     "hacker éthique", "BTS SIO", "full stack developer", "développeur web et web mobile"],
)  # fmt: skip
def test_what_people_type_means_something(word: str) -> None:
    assert meanings(word)


def test_an_abbreviation_works_either_way() -> None:
    assert "intelligence artificielle" in meanings("IA")
    assert "IA" in meanings("intelligence artificielle")


@pytest.mark.parametrize(
    "entry",
    [
        '{ words = ["a"], means = [] }',
        '{ words = ["a"], means = ["b"], weight = 1.5 }',
        '{ words = ["a"], means = ["b"], source = "x" }',
    ],
)
def test_a_wrong_entry_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    (tmp_path / "synonyms.toml").write_text(f"synonym = [{entry}]", encoding="utf-8")
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"synonyms\.toml"):
        synonyms.__wrapped__()
