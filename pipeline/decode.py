"""Bytes to text: byte-order marks, strict UTF-8, then the reading whose characters are most common.

A legacy encoding cannot be recognised by what is legal: GB18030 bytes are mostly legal Big5 and the other way round.
So the bytes are read under each candidate and each reading is priced in bits, by how common its characters are in
Chinese text (`pipeline.commonness`). All readings spell the same bytes, so totals compare; the margin between the
best and the next reading, a character, is the confidence.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from pipeline.commonness import bits
from pipeline.errors import ConfigError, InputError
from pipeline.model import Notice

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# cp950 before big5hkscs: where both read the same text the commoner name is given.
_CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_BINARY = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or an Office document", b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"\x7fELF": "a program",
    b"SQLite format": "a database",
}  # fmt: skip
# Bits a character that the margin must reach, bits of the whole, and Han characters, for a reading to pass unremarked.
_SURE_EACH, _SURE_TOTAL, _FEW_HAN = 1.5, 24.0, 20
# Above this the reading is no Chinese text (random Han characters cost about 17 bits each, press text about 9);
# the second figure is for a few characters, which may all be rare.
_NONSENSE, _WILD = 15.5, 21.0
# One damaged place in this many characters may be read past.
_DAMAGE = 50
_WINDOW = 20_000
_ACCIDENT = 8
# So many stray control characters (a NUL, a form of ours) are no binary file however short the text is.
_FEW_CONTROLS = 3


@dataclass(slots=True)
class Decoded:
    """`confidence` is the margin in bits a character; null where the encoding is certain (a mark, UTF-8, told)."""

    text: str
    encoding: str
    confidence: float | None = None
    warnings: list[Notice] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    encoding: str
    text: str
    bits: float
    lost: int
    """Bytes of a character cut off at the end."""


def check_encoding(name: str) -> str:
    """The name of a text encoding that Python knows. Raises ConfigError for any other."""
    try:
        "中".encode(name, "replace")
        return codecs.lookup(name).name
    except LookupError:
        raise ConfigError(
            f"--encoding {name}: no such text encoding. To mend: use for example utf-8, gb18030, cp950 or big5hkscs"
        ) from None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, without its byte-order mark. Raises InputError (`empty`, `binary`, `undecodable`)."""
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise InputError("empty", "the input is empty; give a text with words in it", "decode")
    if encoding is not None:
        return _told(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise InputError("binary", f"this is {what}; save its text as .txt", "decode")
    decoded = _utf8(data) or _guessed(data)
    _reject_binary(decoded.text)
    return decoded


def _told(data: bytes, encoding: str) -> Decoded:
    try:
        text, lost = _strict(data, encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            "undecodable",
            f"byte {error.start} is no {encoding} ({error.reason}); give another --encoding or leave it out",
            "decode",
        ) from None
    return _with_tail(Decoded(text.removeprefix("\ufeff"), encoding), lost)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        text, lost = _strict(data, encoding)
        return _with_tail(Decoded(text, encoding), lost)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        return _damaged(text, encoding, error)


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8; null where the other readings should be weighed against it too."""
    try:
        text, lost = _strict(data, "utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text or lost or _by_accident(text):
        return None
    return Decoded(text, "utf-8")


def _by_accident(text: str) -> bool:
    """Whether a few GB18030 characters may be legal UTF-8 by accident, without Han: 一 is also һ."""
    letters = [char for char in text if char > "\x7f"]
    return 0 < len(letters) <= _ACCIDENT and all("\u0370" <= char <= "\u07ff" for char in letters)


def _guessed(data: bytes) -> Decoded:
    readings = sorted(_readings(data), key=lambda reading: reading.bits)
    if not readings:
        raise InputError(
            "undecodable", "it is in no encoding of Chinese text; name it with --encoding", "decode"
        )
    best = readings[0]
    rivals = [reading for reading in readings[1:] if reading.text != best.text]
    letters = "".join(char for char in best.text[:_WINDOW] if char > "\x7f")
    wide = len(letters)
    if wide == 0:
        return _with_tail(Decoded(best.text, best.encoding), best.lost)
    if bits(letters) / wide > (_NONSENSE if wide >= _FEW_HAN else _WILD):
        raise InputError(
            "undecodable",
            f"read as {best.encoding} it makes no sense, and other encodings fit worse; name it with --encoding",
            "decode",
        )
    if best.encoding == "utf-8" and "\ufffd" in best.text:
        return _damaged(best.text, "utf-8", None)
    margin = (rivals[0].bits - best.bits) if rivals else float("inf")
    decoded = Decoded(best.text, best.encoding, margin / wide)
    if best.encoding != "utf-8":
        _weigh(decoded, margin, rivals, data)
    return _with_tail(decoded, best.lost)


def _weigh(decoded: Decoded, margin: float, rivals: list[_Reading], data: bytes) -> None:
    """Warn where the guess rests on little."""
    each = decoded.confidence or 0.0
    han = _han(decoded.text)
    if han >= _FEW_HAN and each >= _SURE_EACH and margin >= _SURE_TOTAL:
        return
    why = f"only {han} Han characters" if han < _FEW_HAN else "another encoding fits almost as well"
    other = f", next {rivals[0].encoding}" if rivals else ""
    witness = _witness(data)
    decoded.warnings.append(
        Notice(
            "encoding_uncertain",
            f"read as {decoded.encoding} ({why}; margin {min(each, 99.0):.1f} bits a character{other}"
            f"{f'; charset-normalizer says {witness}' if witness else ''}); set it with --encoding if it is wrong",
        )
    )


def _readings(data: bytes) -> list[_Reading]:
    found: list[_Reading] = []
    for encoding in ("utf-8", *_CANDIDATES):
        try:
            text, lost = _strict(data, encoding)
        except UnicodeDecodeError:
            if encoding != "utf-8":
                continue
            text, lost = data.decode(encoding, "replace"), 0
            if text.count("\ufffd") * _DAMAGE > len(text):
                continue
        # The window is of bytes, so that all readings are priced over the same stretch of the file.
        sample = text if len(data) <= _WINDOW else _strict_prefix(data[:_WINDOW], encoding)
        found.append(_Reading(encoding, text, bits(sample), lost))
    return found


def _strict(data: bytes, encoding: str) -> tuple[str, int]:
    """The text, and how many bytes at the end begin a character without finishing it."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4:
            raise
        for lost in range(1, min(4, len(data))):
            try:
                text = data[:-lost].decode(encoding)
            except UnicodeDecodeError:
                continue
            if error.start == len(data) - lost:
                return text, lost
        raise


def _strict_prefix(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "ignore")


def _with_tail(decoded: Decoded, lost: int) -> Decoded:
    if lost:
        decoded.warnings.append(
            Notice(
                "truncated",
                f"the last {lost} bytes begin a character and do not finish it; they are left out",
            )
        )
    return decoded


def _damaged(text: str, encoding: str, error: UnicodeDecodeError | None) -> Decoded:
    count = text.count("\ufffd")
    if count * _DAMAGE > len(text):
        where = f"byte {error.start} ({error.reason})" if error else f"{count} places"
        raise InputError(
            "undecodable", f"{where} is no {encoding}; name the encoding with --encoding", "decode"
        )
    notice = Notice("invalid_bytes", f"{count} places are no {encoding} and read as U+FFFD; mend the file")
    return Decoded(text, encoding, None, [notice])


def _reject_binary(text: str) -> None:
    sample = text[:_WINDOW]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in sample)
    if controls > _FEW_CONTROLS and controls * 20 > len(sample):
        raise InputError(
            "binary", "this is no text (control characters throughout); save its text as .txt", "decode"
        )


def _han(text: str) -> int:
    return sum(
        "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" for char in text[:_WINDOW]
    )


def _witness(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_WINDOW], cp_isolation=["utf_8", "gb18030", "cp950", "big5hkscs"]).best()
    return best.encoding if best is not None else None
