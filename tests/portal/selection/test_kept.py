"""The cookie's selection: in order, undone exactly, small enough for any browser."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from hypothesis import given
from hypothesis import strategies as st

from portal.selection.kept import MOST, Kept, Selection, search_of

IDS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
SEARCHES = st.sampled_from(["", "q=web", "family=data&region=84"])
KEPT = st.lists(st.tuples(IDS, SEARCHES), max_size=MOST, unique_by=lambda one: one[0])


def made(pairs: list[tuple[str, str]]) -> Selection:
    return Selection(tuple(Kept(*one) for one in pairs))


@given(KEPT)
def test_the_cookie_reads_back_what_it_keeps(pairs: list[tuple[str, str]]) -> None:
    one = made(pairs).emptied() if len(pairs) % 2 else made(pairs)
    assert Selection.from_json(one.to_json()) == one


@given(KEPT, st.data())
def test_every_removal_can_be_undone(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    before = made(pairs)
    assert before.emptied().undone() == before
    if pairs:
        one = data.draw(st.sampled_from(before.ids))
        less = before.without(one)
        assert one not in less.ids
        assert less.undone() == before


def test_a_training_is_kept_once_and_no_more_than_fit() -> None:
    one = Selection().with_one("a" * 12).with_one("a" * 12, "q=web").with_one("pas un id")
    assert one.ids == ("a" * 12,)
    full = made([(f"{n:012}".translate(str.maketrans("0189", "abcd")), "") for n in range(MOST)])
    assert full.with_one("z" * 12) == full


def test_anything_else_in_the_cookie_is_nothing() -> None:
    for raw in (None, [], {}, {"kept": [["a"]], "dropped": [], "searches": []}, {"kept": 3}, "x"):
        assert Selection.from_json(raw) == Selection()


def test_the_fullest_selection_fits_a_cookie(app: Flask) -> None:
    digits = "abcdefghijklmnopqrstuvwxyz234567"
    ids = [
        "".join(digits[(n * 7919 + i * 104729 + n * n * i) % 32] for i in range(12))
        for n in range(MOST)
    ]
    searches = [
        "q=" + "".join(digits[(s * 31 + i * i * 17 + i * s) % 32] for i in range(148))
        for s in range(3)
    ]
    one = made([(each, searches[n % 3]) for n, each in enumerate(ids)])
    sessions = SecureCookieSessionInterface().get_signing_serializer(app)
    assert sessions is not None
    content = {
        "kept": one.emptied().to_json(),
        "reader": "f" * 16,
        "last": "m" * 80,
        "csrf_token": "c" * 40,
    }
    assert len(sessions.dumps(content)) < 2_050


def test_only_a_search_of_ours_is_remembered(app: Flask) -> None:
    with app.test_request_context():
        assert search_of("/formations?q=web&page=3&sort=start&near=Lyon") == "q=web&near=Lyon"
        for other in ("", "/metiers", "/formations?colour=red", f"/formations?q={'a' * 200}"):
            assert search_of(other) == ""
