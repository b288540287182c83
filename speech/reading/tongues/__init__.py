"""The languages that are read, by ISO 639-1."""

from __future__ import annotations

from collections.abc import Mapping

from speech.reading.tongue import Tongue
from speech.reading.tongues.chinese import CHINESE
from speech.reading.tongues.dutch import DUTCH
from speech.reading.tongues.english import ENGLISH
from speech.reading.tongues.french import FRENCH
from speech.reading.tongues.german import GERMAN
from speech.reading.tongues.italian import ITALIAN
from speech.reading.tongues.polish import POLISH
from speech.reading.tongues.portuguese import PORTUGUESE
from speech.reading.tongues.spanish import SPANISH

TONGUES: Mapping[str, Tongue] = {each.code: each for each in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, POLISH, CHINESE)}
