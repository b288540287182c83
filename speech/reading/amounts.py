"""Numbers as shops write them. 1,299.00 and 1.299,00 and 1 299 and 1,49,900 are prices; what 1.500 litres are depends on the language."""

from __future__ import annotations

import re

GROUPS = r"[ \u00a0\u202f'’]"  # noqa: RUF001  between thousands, where it is neither comma nor point
PRICE = "|".join(
    (
        rf"\d{{1,3}}(?:{GROUPS}\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)",  # 1 299,00
        r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?!\d)",  # 1,299.00 and 1,49,900
        r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)",  # 1.299,00
        r"\d+,\d{1,2}(?!\d)",  # 60,50
        r"\d+(?:\.\d+)?",
    )
)
WITH_POINT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?"  # 45, 1.5, 1,299.00 and, from abroad, 2,5
WITH_COMMA = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"  # 45, 1,5 and 1.5, 1.299,00


def price_of(written: str) -> float:
    """A price as a number. Three digits after the last mark are thousands: no price has a third decimal."""
    bare = re.sub(GROUPS, "", written)
    whole, mark, rest = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", bare).groups()  # type: ignore[union-attr]
    return float(re.sub(r"[.,]", "", whole) + (f".{rest}" if mark else ""))


def plain_point(written: str) -> str:
    """1,299.5 as 1299.5: without thousands marks, as English writes it."""
    return re.sub(r",(?=\d{1,2}$)", ".", written).replace(",", "")


def plain_comma(written: str) -> str:
    """1.299,5 and 1299.5 as 1299,5: without thousands marks, as most of Europe writes it."""
    bare = re.sub(r"[ \u00a0\u202f]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "")
    return bare.replace(".", ",")
