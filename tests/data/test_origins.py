"""An origin is compared whole, as browsers write it."""

import pytest

from data.origins import BadOrigin, origin


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://arras.fr", "https://arras.fr"),
        (" HTTPS://WWW.Arras.fr:443/ ", "https://www.arras.fr"),
        ("http://arras.fr:80", "http://arras.fr"),
        ("http://arras.fr:443", "http://arras.fr:443"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("http://localhost:5000/", "http://localhost:5000"),
        ("https://école.example", "https://xn--cole-9oa.example"),
        ("https://xn--cole-9oa.example", "https://xn--cole-9oa.example"),
    ],
)
def test_one_writing_for_one_origin(given: str, kept: str) -> None:
    assert origin(given) == kept
    assert origin(kept) == kept


@pytest.mark.parametrize(
    "given",
    ["", "arras.fr", "null", "*", "https://", "ftp://arras.fr", "javascript:alert(1)",
     "https://arras.fr/page", "https://arras.fr?a", "https://arras.fr#a", "https://a@arras.fr",
     "https://*.arras.fr", "https://arras.fr;x", "https://arras.fr https://evil.fr",
     "https://arras.fr:99999", "https://arras.fr:x", "https://arras.fr.", "https://-a.fr",
     "https://2130706433", "https://1.2.3", "https://999.1.1.1", "https://[::1]", "https://a..b",
     "https://stra\u00dfe.de", f"https://{'a' * 64}.fr", "https://arras.fr\n.evil.fr",
     "https://a\x00b.fr"],
)  # fmt: skip
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(BadOrigin):
        origin(given)
