"""What the eye needs and the ear does not: Markdown, HTML, addresses, emoji, brackets and dashes."""

from __future__ import annotations

import re

from speech.reading.rule import Rule, rule
from speech.reading.tongue import Tongue

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff\U00002600-\U00002604\U00002607-\U000026ff\U00002700-\U000027bf\U00002b00-\U00002bff"
    "\U0000fe00-\U0000fe0f\U0000200b-\U0000200d\U00002060\U0000feff\U000020e3\U000e0020-\U000e007f\U00002122®©℠\U000023e9-\U000023fa\U00002b50]+"
)
DOMAIN = r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|biz|io|co|shop|store|eu|uk|us|ca|au|de|at|ch|fr|es|it|nl|be|pt|br|pl|se|no|dk|example)"
EARLY = (  # before anything else is read
    rule("runs of white space", r"[^\S\n]+", " "),
    rule("runs of empty lines", r"\n\s*\n", "\n"),
)
MARKUP = (
    rule("fenced code", r"```.*?```", " ", re.DOTALL),
    rule("scripts and styles", r"<(script|style)\b.*?</\1>", " ", re.DOTALL | re.IGNORECASE),
    rule("line breaks of HTML end a line", r"<(?:br|/p|/li|/h\d|/div|/tr)\b[^>]*>", "\n", re.IGNORECASE),
    rule("other HTML tags and comments", r"<!--.*?-->|</?[a-zA-Z][^<>]*>", "", re.DOTALL),
    rule("a Markdown picture or link is its text", r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),
    rule("pages and the word that led there", r"(?:\b(?:at|visit|see|on)[:\s]\s*)?(?:https?://|www\.)[^\s)\]>]*[^\s)\]>.,;:!?]", "", re.IGNORECASE),
    rule("ruled lines and the line under a table's head", r"^[ \t]*[-=*_|:][-=*_|: \t]{2,}$", "", re.MULTILINE),
    rule("a table's row", r"^[ \t]*\|.*\|[ \t]*$", lambda match: ", ".join(cell.strip() for cell in match[0].split("|") if cell.strip()), re.MULTILINE),
    rule("headings and quotes", r"^[ \t]*(?:#{1,6}|>)[ \t]+(?!\d)", "", re.MULTILINE),
    rule("bullets", r"^[ \t]*[-*+•·▪–][ \t]+", "", re.MULTILINE),  # noqa: RUF001
    rule("emphasis and code", r"(?<!\w)(\*\*\*|\*\*|\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2"),
    rule("emphasis by single underscores", r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", r"\1"),
)
PAUSES = (
    rule("brackets are a pause", r"\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]", r", \1, "),
    rule("quotation marks of French", r"[«‹]\s*|\s*[»›](?!\w)", '"'),  # noqa: RUF001
    rule("a dash between words is a pause", r"\s+[-–—]+\s+|\s*[–—]\s*", ", "),  # noqa: RUF001
    rule("bars, bullets and arrows are pauses", r"\s*[|•·→]+\s*|(?<=\s)[»›]\s", ", "),  # noqa: RUF001
    rule("marks that no voice reads", r"[*_~^`\\<>{}\[\]()=]+", " "),
    rule("repeated marks", r"([!?])[!?]+", r"\1"),
    rule("white space within a line", r"[^\S\n]+", " "),
    rule("a space before a mark", r"\s+([,.;:!?])(?!\d)", r"\1"),
    rule("a pause before another mark", r"(?:,\s*)+([,.;:!?])", r"\1"),
    rule("a pause after another mark", r"([.;:!?])\s*,+(?=\s|$)", r"\1"),
    rule("a pause at the ends of a line", r"^[ ,;:]+|[ ,;:]+$", "", re.MULTILINE),
    rule("a line of marks only", r"^\W+$", "", re.MULTILINE),
    rule("empty lines", r"\n{2,}", "\n"),
)


def addresses(tongue: Tongue) -> tuple[Rule, ...]:
    """care@shop.com and shop.com as they are told on the telephone."""

    def told(match: re.Match[str]) -> str:
        return match[0].replace("@", f" {tongue.at} ").replace(".", f" {tongue.dot} ")

    return (
        rule("mail addresses", rf"(?<![\w.])[\w.+-]+@{DOMAIN}\b(?!\.\w)", told),
        rule("names of sites", rf"(?<![\w.@/-])(?=[a-z]){DOMAIN}\b(?![.\w@]\w)", told),
    )
