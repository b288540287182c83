"""What only English needs: fractions, feet and inches, clothing sizes, short forms of days, signs between words."""

from __future__ import annotations

import re

from speech.reading.amounts import WITH_POINT
from speech.reading.money import START
from speech.reading.rule import rule

SIGNS_BETWEEN = r"\s?[-–—]\s?"  # noqa: RUF001
DENOMINATORS = {2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth", 32: "thirty-second"}
WRITTEN = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}
WIDTHS = {"W": "wide", "N": "narrow"}
SIZES = {"L": "length", "W": "width", "H": "height", "D": "depth"}
DAYS = {
    **{"Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thurs": "Thursday"},
    **{"Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"},
}
DAY = "|".join(sorted(DAYS, key=len, reverse=True))
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}
TO_ASCII = str.maketrans("₀₁₂₃₄₅₆₇₈₉’", "0123456789'")  # noqa: RUF001


def fraction(over: int, under: int, whole: str = "") -> str:
    """3/8 -> '3 eighths', 1/4 -> 'one quarter', 1 1/2 -> '1 and a half'; empty for what is no common fraction."""
    if over >= under or under not in DENOMINATORS:
        return ""
    name = f"{DENOMINATORS[under]}s" if over > 1 else DENOMINATORS[under]
    if whole:
        return f"{whole} and {over if over > 1 else 'a'} {name}"
    return f"{over if over > 1 else 'one'} {name}"


def signed(match: re.Match[str]) -> str:
    return fraction(*WRITTEN[match["sign"]], match["whole"] or "")


def slashed(match: re.Match[str]) -> str:
    return fraction(int(match["over"]), int(match["under"]), match["whole"] or "") or match[0]


def inches(match: re.Match[str]) -> str:
    """13" unless the mark closes a quotation; before a noun it has no plural."""
    before = match.string[: match.start()]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return match[0]
    one = match["amount"] == "1" or re.match(r"\s(?:[A-Za-z]|\d+[A-Z]\b)", match.string[match.end() :])
    return f"{match['amount']} inch{'' if one else 'es'}"


def tall(match: re.Match[str]) -> str:
    """6'2" -> '6 feet 2 inches', 6'1" -> '6 feet 1 inch'."""
    return f"{match[1]} {'foot' if match[1] == '1' else 'feet'} {match[2]} {'inch' if match[2] == '1' else 'inches'}"


def feet(match: re.Match[str]) -> str:
    """10' unless the mark closes a quotation."""
    return match[0] if match.string[: match.start()].count("'") % 2 else f"{match['amount']} {'foot' if match['amount'] == '1' else 'feet'}"


def sides(match: re.Match[str]) -> str:
    """'L 30 x W 20 x H 10' -> 'length 30 by width 20 by height 10'."""
    spoken = re.sub(r"\b([LWHD])\s?(?=\d)", lambda found: f"{SIZES[found[1]]} ", match[0])
    return re.sub(r"\s?[x×]\s?(?=[a-z])", " by ", spoken)  # noqa: RUF001


def behind(match: re.Match[str]) -> str:
    """'30 cm (L) x ' -> '30 cm, length, by '."""
    return f", {SIZES[match[1]]}," + (" by " if match[2] else "")


def thousands(match: re.Match[str]) -> str:
    return f"{match[1]} thousand"


FIRST = (  # before prices and measures
    rule("1½, ½", rf"(?:(?<![\d./,-])(?P<whole>\d+)\s?)?(?P<sign>[{''.join(WRITTEN)}])", signed),
    rule("1 1/2, 3/8", r"(?<![\d./,-])(?:(?P<whole>\d+)[\s-])?(?P<over>\d{1,2})/(?P<under>\d{1,2})(?![\d/]|\.\d)", slashed),
    rule('3 eighths "', r"((?:half|third|quarter|eighth|sixteenth|thirty-second)s?)(?:\s|-)?(?:\"|″|in\b\.?|inch(?:es)?\b)(?!\w)", r"\1 inch"),
    rule("half price", r"\bone half(?= price)", "half"),
    rule("< 1 kg", r"(?<![\w=-])<\s?(?=[\d$€£])", "less than "),
    rule("> 20 items", r"(?<![\w=-])>\s?(?=[\d$€£])", "more than "),
    rule("W32 L34", r"\bW\s?(\d{2})\s?(/?)\s?L\s?(\d{2})\b", lambda match: f"waist {match[1]}{',' if match[2] else ''} length {match[3]}"),
    rule("30 cm (L) x 20 cm (W)", r"(?<=\w)\s?\(([LWHD])\)(\s?[x×]\s?)?", behind),  # noqa: RUF001
    rule("L 30 x W 20 x H 10 cm", r"\b[LWHD]\s?\d+(?:\.\d+)?(?:\s?(?:cm|mm|m|in))?(?:\s?[x×]\s?[LWHD]\s?\d+(?:\.\d+)?(?:\s?(?:cm|mm|m|in)\b)?)+", sides),  # noqa: RUF001
    rule("3-6M onesie", rf"(?<![\w.,-])(\d{{1,2}}){SIGNS_BETWEEN}(\d{{1,2}})\s?M\b", r"\1 to \2 month"),
    rule("6500K light", r"(?<![\w.,-])(\d{4})\s?K(?!\w)", r"\1 kelvin"),
    rule("12k ratings", r"(?<![\w.,$€£-])(\d+(?:\.\d+)?)k(?!\w)(?!\s(?:gold|white|yellow|rose|solid)\b)", thousands),
    rule("14k gold", r"(?<![\w.,-])(\d{1,2})\s?[kK]t?(?=\s(?:gold|white gold|yellow|rose|solid)\b)", r"\1 karat"),
    rule("Mon-Fri", rf"\b({DAY})\b\.?{SIGNS_BETWEEN}({DAY})\b(?:\.(?!\s*$|\s[A-Z]))?", lambda match: f"{DAYS[match[1]]} to {DAYS[match[2]]}"),
    rule("XS-XL", rf"\b(X{{0,3}}[SML]|\d?XL)(?:{SIGNS_BETWEEN})(X{{0,3}}[SML]|\dX?L)\b", r"\1 to \2"),
    rule("N/A", r"(?<![\w/])[Nn]/[Aa](?![\w/])", "not available"),
    rule("M8 x 40", r"(?<!\w)(M\d{1,2}(?:\.\d)?)\s?[x×]\s?(?=\d)", r"\1 by "),  # noqa: RUF001
    rule("size 12W", r"(?<=\b[Ss]ize )(\d{1,2}(?:\.5)?)\s?([WN])\b", lambda match: f"{match[1]} {WIDTHS[match[2]]}"),
    rule("3080 Ti", r"(?<=\b\d{4} )Ti\b", "T I"),
    rule("$12 / ea", r"\s?/\s?ea\b\.?", " each"),
    rule("1:18 scale", r"(?<![\w:.])(\d+):(\d+)(?=\s(?:scale|ratio|mix)\b)", r"\1 to \2"),
    rule('15"-16"', rf"(?<![\w.,-])({WITH_POINT})[\"″”]{SIGNS_BETWEEN}(?=(?:{WITH_POINT})[\"″”])", r"\1 to "),
    rule("9am-5pm", r"(?<=\d)\s?([ap])\.?m\.?\s?[-–—]\s?(?=\d)", r" \1.m. to "),  # noqa: RUF001
    rule("50/50", r"(?<![\d/.])(\d0)/(\d0)(?![\d/])", r"\1 \2"),
)
LATER = (
    rule("30 s, but not the 1990s", rf"{START}({WITH_POINT}) s(?![\w'])", r"\1 seconds"),
    rule("6'2\"", r"(?<!\w)(\d)['′]\s?(\d{1,2})(?:\"|″|'')", tall),  # noqa: RUF001
    rule('13"', rf"{START}(?P<amount>{WITH_POINT})[\"”](?!\w)", inches),
    rule("10'", rf"{START}(?P<amount>\d{{1,3}})['′](?=\s|[,;.)]|$)", feet),  # noqa: RUF001
    rule("2.4G, 2.0b", r"(?<![\w.])(\d+\.\d+)([A-Z]{1,2}|[a-e])(?!\w)", r"\1 \2"),
    rule("5 in at a phrase's end; not 2 in stock", rf"{START}({WITH_POINT})\s?in(?:\.(?=\s[a-z])|(?=\s*(?:[,;)]|\.?$)))", r"\1 inches", re.MULTILINE),
    rule("bottles x 6", r"(?<=[a-z])\s[x×]\s?(?=\d+\b(?!\s?[x×]))", " times "),  # noqa: RUF001
    rule("v2.0", r"\b[vV](?=\d+\.\d)", "version "),
    rule(
        "Mark IV",
        r"\b(Mark|Mk\.?|Gen|Generation|Part|Vol\.?|Chapter|Type|Class|Series|Version)\s([IVX]+)\b",
        lambda match: f"{match[1]} {ROMAN.get(match[2], match[2])}",
    ),
    rule("M.2", r"\bM\.(?=2\b)", "M"),
    rule("No. 5, #3", r"(?<!\w)(?:[Nn]o\.|№|Nº|Nr\.|#)\s?(?=\d)", "number "),
    rule("C++", r"(?<=\bC)\+\+", " plus plus"),
)
