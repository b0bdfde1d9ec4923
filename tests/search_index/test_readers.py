"""A reader and its JSON Schema take the same values."""

import pytest

from search_index.query import READERS
from search_index.readers import Code, Day, Flag, Number, OneOf, Reader, Text, Whole

CASES = [
    (Text(3), ["", "abc"], ["abcd"]),
    (Code(), ["11", "2A", "a.b-c_d"], ["", "a b", "a/b", "x" * 101, "a\n"]),
    (OneOf({"a": "A"}), ["a"], ["", "b", "A"]),
    (Number(0, 10), ["0", "1.5", "1,5", "10"], ["", "-1", "11", "1e1", "٣", "1.1234567", "nan"]),
    (Whole(1, 10), ["1", "10"], ["", "0", "11", "1.0", "²", "+1"]),
    (Flag(), ["0", "1"], ["", "2", "true"]),
    (Day(), ["2027-01-31"], ["", "2027-02-30", "31/01/2027", "20270131"]),
]


@pytest.mark.parametrize(("reader", "good", "bad"), CASES, ids=lambda one: type(one).__name__)
def test_good_values_are_read_and_bad_ones_refused(
    reader: Reader, good: list[str], bad: list[str]
) -> None:
    for value in good:
        reader(value)
    for value in bad:
        with pytest.raises(ValueError, match=r"\w"):
            reader(value)


def test_every_parameter_has_a_schema_and_words() -> None:
    for reader in READERS.values():
        assert reader.schema["type"] in ("string", "number", "integer")
        assert reader.said
    assert READERS["page_size"].schema == {"type": "integer", "minimum": 1, "maximum": 100}
    assert READERS["modality"].schema["enum"] == ["onsite", "online", "blended"]
