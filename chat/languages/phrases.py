"""The phrases of a language as they are kept in `phrases/LANGUAGE.txt`, and the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from chat.languages.entry import Entry
from chat.languages.number_words import digits_for_words
from chat.languages.numerals import arabic, european

FOLDER = Path(__file__).parent / "phrases"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.txt")))
SECTIONS = ("units", "limits", "turns", "frames", "relative", "things", "qualities", "materials", "words")
SOLD = ("things", "qualities", "materials")  # what the catalog may have values for
FULL_WIDTH = dict(zip("\uff0c\u3002\uff01\uff1f\uff1b\uff1a\u3001", ",.!?;:,", strict=True))  # Chinese punctuation
DROPPED = '\u00bf\u00a1\u201c\u201d\u00ab\u00bb\uff08\uff09()"'  # opening question marks, quotation marks, brackets
PUNCTUATION = str.maketrans({**{theirs: f"{plain} " for theirs, plain in FULL_WIDTH.items()}, "\u2019": "'", **dict.fromkeys(DROPPED)})


def folded(text: str, language: str) -> str:
    """Lower case without accents, plain punctuation, numbers in plain digits: the form in which phrases are kept."""
    plain = unicodedata.normalize("NFKC", text.translate(PUNCTUATION)).translate(PUNCTUATION).lower()
    if language == "zh":
        return re.sub(r"\s+", " ", arabic(plain)).strip()
    if language == "de":
        plain = plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    bare = "".join(each for each in unicodedata.normalize("NFD", plain.replace("ß", "ss").replace("œ", "oe")) if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", digits_for_words(european(bare), language)).strip()


def read_entries(language: str) -> tuple[Entry, ...]:
    """The phrases of `phrases/LANGUAGE.txt`. Raises ValueError for a line that is none."""
    entries: list[Entry] = []
    section = ""
    for number, line in enumerate((FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[] ")
            continue
        english, _, said = line.partition(" = ")
        if section not in SECTIONS or not said.strip():
            raise ValueError(f"phrases/{language}.txt, line {number} is no phrase: {line!r}")
        entries.extend(Entry(english.strip(), folded(each, language), section) for one in said.split(" | ") for each in expanded(one))
    return tuple(entries)


def expanded(said: str) -> tuple[str, ...]:
    """ "was wiegt (er/sie/)" is three phrases: with "er", with "sie" and with neither. Choices may stand within choices."""
    done, waiting = [], [said]
    while waiting:
        each = waiting.pop()
        innermost = re.search(r"\(([^()]*)\)", each)
        if innermost:
            waiting += [each[: innermost.start()] + choice + each[innermost.end() :] for choice in reversed(innermost[1].split("/"))]
        else:
            done.append(" ".join(each.split()))
    return tuple(dict.fromkeys(done))
