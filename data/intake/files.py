"""Files opened with suspicion: too big, empty, binary and wrongly encoded ones are told apart."""

import codecs
import io
from pathlib import Path

from data.intake.report import UnusableFile

LARGEST = 256 * 1024 * 1024
"""Bytes: no catalogue of the field comes near, and a file of 300 MB is refused."""

BLOCK = 1024 * 1024
ZIP, NUL = b"PK\x03\x04", b"\0"


def usable(path: Path, largest: int = LARGEST) -> Path:
    """The path of a readable, non-empty file of a sane size; UnusableFile says what is wrong."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnusableFile(f"{path} : {error.strerror or 'illisible'}") from error
    if not path.is_file():
        raise UnusableFile(f"{path} : ce n’est pas un fichier")
    if size == 0:
        raise UnusableFile(f"{path.name} : fichier vide")
    if size > largest:
        raise UnusableFile(
            f"{path.name} : fichier trop gros ({size // 2**20} Mo, {largest // 2**20} Mo au plus)"
        )
    return path


def starts_with(path: Path, length: int = 4096) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(length)


def encoding_of(path: Path) -> str:
    """The encoding of a text file: by its mark, else UTF-8 if it is all valid, else cp1252."""
    head = starts_with(path)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    name = "utf-8"
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if NUL in block:
                raise UnusableFile(f"{path.name} : fichier binaire, un texte est attendu")
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                name = "cp1252"
    return name


def opened_text(path: Path, encoding: str | None = None) -> io.TextIOBase:
    """A text file open for reading with its line ends untouched."""
    return path.open(encoding=encoding or encoding_of(path), errors="replace", newline="")
