"""The house keeps its shape: layers, types, style and the size of what people read."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "check",
    [
        ["lint-imports"],
        ["mypy"],
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
    ],
    ids=lambda check: check[0] + " " + check[-1],
)
def test_the_checks_pass(check: list[str]) -> None:
    program = Path(sys.executable).parent / check[0]
    done = subprocess.run(
        [program, *check[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_names_a_registry() -> None:
    found = subprocess.run(
        ["git", "grep", "-lE", "https?://[^ ]*(pypi|pythonhosted|npmjs)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.replace("tests/test_architecture.py\n", "") == ""
