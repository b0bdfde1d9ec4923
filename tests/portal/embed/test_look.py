"""What a partner chooses is read back as written; a colour nobody could read is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.embed import colour
from portal.embed.look import FIELDS, FORMS, OFFERED, Look
from search_index.query import BadQuery

SEVERAL = {"max_size": 3, "unique": True}
LOOKS = st.builds(
    Look,
    title=st.sampled_from(["", "Se former à Lyon", "<b>&amp;"]),
    colour=st.sampled_from(["", "0b3b41", "8a1538"]),
    form=st.sampled_from(sorted(FORMS)),
    count=st.integers(0, 50),
    fields=st.lists(st.sampled_from(sorted(FIELDS)), **SEVERAL).map(tuple),
    facets=st.lists(st.sampled_from(sorted(OFFERED)), **SEVERAL).map(tuple),
    site=st.sampled_from(["", "https://www.exemple.fr"]),
)


@given(LOOKS)
def test_a_look_that_is_written_is_read_the_same(look: Look) -> None:
    assert Look.from_params(look.to_params()) == look


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "a" * 101),
        ("colour", "red"),
        ("colour", "url(x)"),
        ("colour", "ffffff"),
        ("form", "huge"),
        ("count", "0"),
        ("count", "51"),
        ("count", "ten"),
        ("fields", "salary"),
        ("facets", "colour"),
        ("site", "https://exemple.fr/page"),
    ],
)
def test_what_cannot_be_taken_is_named(name: str, value: str) -> None:
    with pytest.raises(BadQuery) as caught:
        Look.from_params([(name, value)])
    assert [error.parameter for error in caught.value.errors] == [name]


def test_one_value_is_not_silently_chosen_of_two() -> None:
    with pytest.raises(BadQuery):
        Look.from_params([("colour", "000"), ("colour", "111")])


def test_nothing_is_a_choice_and_silence_is_the_form() -> None:
    assert Look(fields=("none",)).shown == Look(facets=("none",)).offered == ()
    assert Look().shown == FORMS["full"].fields
    assert Look(form="compact").page_size == FORMS["compact"].count


@pytest.mark.parametrize(
    ("given_", "read"), [("#0B3B41", "0b3b41"), ("000", "000000"), ("767676", "767676")]
)
def test_a_readable_colour_has_one_writing(given_: str, read: str) -> None:
    assert colour.read(given_) == read


@pytest.mark.parametrize("given_", ["777777", "ffff00", "fff", "f5a83b"])
def test_an_unreadable_colour_is_refused_with_its_contrast(given_: str) -> None:
    with pytest.raises(ValueError, match="contraste avec le blanc"):
        colour.read(given_)


def test_a_contrast_just_too_small_is_not_said_to_be_enough() -> None:
    with pytest.raises(ValueError, match=r"est de 4,4, il en faut 4,5"):
        colour.read("777777")


@given(st.integers(0, 0xFFFFFF).map("{:06x}".format))
def test_contrast_lies_between_that_of_white_and_that_of_black(digits: str) -> None:
    assert 1 <= colour.contrast_with_white(digits) <= 21 + 1e-9
