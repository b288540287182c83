"""Values of the catalog in the shopper's words, with negation ("not leather"), alternatives ("red or blue") and softness ("ideally")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from chat.acts import NEED_SLOTS, Mapped, things
from chat.understanding.reading import Reading
from chat.understanding.rules.negation import DESCRIBING, NEGATORS, negated
from chat.understanding.rules.people import worn
from chat.understanding.rules.softness import SOFTENERS, WELCOME, soft_spans
from retrieval.constraints import NEGATIVE, NUMERIC, Constraint, Operator
from retrieval.reasons import alternatives
from retrieval.slots import label_of
from retrieval.vocabulary import Mention
from retrieval.words import plain_words

OPPOSITE: dict[str, Operator] = {"==": "!=", "contains": "not_contains", "in": "not_in"}
OWNS = (
    r"\b(?:he|she|they|i|we|who|dad|mum|mom|wife|husband|friend|son|daughter|brother|sister)(?: (?:only|just|already|mostly|usually|always|currently|now))* "
    r"(?:owns?|wears?|has got|have got|has|have|possess(?:es)?)"
    r"(?: (?:only|just|already|mostly|nothing but|a|an|one|some|several|many|lots of|\w+ pairs of|these|those))*(?! (?:enough|plenty|too many|to|been|no))\b"
)
CLAUSE_ENDS = r"[,.;!?]|\b(?:and|but|so)\b(?= (?:i|he|she|we|they|now|please|would|needs?|wants?|am|is|looking)\b)"
HAVING = r"\b(?:with|without|no|has|have|having|and|or)(?: an?| the| any)? $"
NOUNS = {"kind", "category", "brand", "color", "material", "audience", "size"}


def wishes(sheet: Reading) -> None:
    """Every mention of a catalog value becomes a constraint; several of one slot become alternatives."""
    positive: dict[tuple[str, str, bool], list[Mention]] = {}
    before = sheet.rest
    limited = {word for each in sheet.constraints if each.operator in NUMERIC for word in plain_words(label_of(each.slot))}
    mentions = [each for each in sheet.vocabulary.mentions(before) if _meant(each, before) and not set(plain_words(each.phrase)) <= limited]
    for each, clause in [(each, clause) for each in mentions if (clause := _owned(each, mentions, before))]:
        mentions.remove(each)
        sheet.blank(*clause)
    soft = soft_spans(before, tuple(each.start for each in mentions))
    while mentions and sheet.take(SOFTENERS):
        before = sheet.rest  # "I can live without mint" refuses no mint
    for each in mentions:
        sheet.blank(each.start, each.end)
        if each.constraint.operator == "contains" and (told := re.search(rf"\b(?:{'|'.join(DESCRIBING)}) $", before[: each.start])):
            sheet.blank(*told.span())  # "nothing with small parts" turns down no other small thing
    for at, each in enumerate(mentions):
        each = _stated_instead(each, sheet)
        denied = negated(before, mentions, at)
        firm = worn(sheet, mentions, _values(each.constraint)) if each.constraint.slot == "audience" else each.constraint.hard
        hard = each.constraint.slot in NEED_SLOTS or (
            (firm or (denied and each.constraint.slot != "audience")) and not any(start <= each.start < end for start, end in soft)
        )
        each = _unmapped(each, sheet) if each.nearest and not denied else each
        if _set_aside(each, sheet, denied, soft):
            sheet.words.append(each.phrase)
            continue
        operator = OPPOSITE.get(each.constraint.operator, each.constraint.operator) if denied else each.constraint.operator
        constraint = replace(each.constraint, operator=operator, hard=hard)
        if each.title is not None:  # "lipstick" is makeup with a title that says so; "no lipstick" may still be makeup
            sheet.add(replace(each.title, operator="not_contains" if denied else "contains"))
            if denied:
                continue
        if denied and (part := _part_of_the_wanted(each, sheet, positive)) is not None:
            sheet.add(part)
            continue
        if denied and isinstance(constraint.value, bool):
            constraint = replace(constraint, operator="==", value=not constraint.value)
        if constraint.slot == "category" and not denied:
            sheet.words.append(each.phrase)  # "hoodie" says more than "Hoodies & Sweatshirts"
        if denied:
            sheet.add(constraint)
        else:
            either = (
                "in" if constraint.operator == "==" and constraint.slot in NEED_SLOTS else constraint.operator
            )  # "a scarf or a bag", where bags are of several kinds
            positive.setdefault((constraint.slot, either, hard), []).append(replace(each, constraint=constraint))
    refused = {(each.slot, value) for each in sheet.constraints if each.operator in NEGATIVE for value in _values(each)}
    for group in positive.values():
        wanted = [each for each in group if not {(each.constraint.slot, value) for value in _values(each.constraint)} <= refused]
        if wanted:  # "he has a cupboard full of puzzles, so no puzzles"
            sheet.add(_alternatives(wanted))
    if sheet.searching and not things(sheet.constraints) and re.search(WELCOME, sheet.text) and not sheet.text.endswith("?"):
        sheet.name = sheet.name or "refine"  # "room for a laptop would be a bonus"
    if mentions:
        sheet.take(r"\b(?:gifts?|presents?)\b(?= for|$)")
    while mentions and sheet.take(NEGATORS):
        continue


def _set_aside(mention: Mention, sheet: Reading, denied: bool, soft: Sequence[tuple[int, int]]) -> bool:
    """ "A separate bit for shoes would be nice", said of a bag: what it should hold, and no other thing wanted."""
    another = mention.constraint.slot in NEED_SLOTS and sheet.searching and not denied
    inside = re.search(r"\bfor (?:the |my |a |some )?$", sheet.text[: mention.start]) is not None and re.search(WELCOME, sheet.text) is not None
    return another and inside and any(start <= mention.start < end for start, end in soft)


def _part_of_the_wanted(mention: Mention, sheet: Reading, positive: Mapping[tuple[str, str, bool], Sequence[Mention]]) -> Constraint | None:
    """ "A hoodie, not a sweatshirt" where the shop has hoodies & sweatshirts in one: only the title can tell them apart."""
    wanted = [*things(sheet.state.constraints), *(each.constraint for group in positive.values() for each in group)]
    if mention.constraint.slot not in NEED_SLOTS or mention.constraint not in [replace(each, hard=mention.constraint.hard) for each in wanted]:
        return None
    whole = set(plain_words(" ".join(_values(mention.constraint))))
    words = plain_words(mention.phrase)
    return Constraint("title", "not_contains", words[-1]) if words and set(words) < whole else None


def _owned(mention: Mention, mentions: list[Mention], text: str) -> tuple[int, int] | None:
    """ "He owns only brown shoes though, so brown it must be": the clause that tells what somebody has, where something else is wanted."""
    ends = [0, *(found.end() for found in re.finditer(CLAUSE_ENDS, text)), len(text) + 1]
    start, end = next((left, right) for left, right in pairwise(ends) if left <= mention.start < right)
    has = re.search(OWNS, text[start : mention.start])
    kept = any(each.constraint.slot in NEED_SLOTS and start <= each.start < end for each in mentions)
    elsewhere = any(not start <= each.start < end for each in mentions)
    return (start + has.start(), min(end, len(text))) if has and kept and elsewhere else None


def _meant(mention: Mention, text: str) -> bool:
    """A feature named by one of its words ("laces" for "elastic laces") counts only behind a word of having."""
    value = mention.constraint.value
    whole = not isinstance(value, tuple) and (not isinstance(value, str) or value.casefold() in text)
    return mention.constraint.slot in NOUNS or whole or re.search(HAVING, text[: mention.start]) is not None


def _stated_instead(mention: Mention, sheet: Reading) -> Mention:
    """The yes/no slot by which the thing wanted says it: rugs are machine washable where cushions are washable, toys say whether they need batteries."""
    slot = mention.constraint.slot
    if slot in NEED_SLOTS or slot == "title" or _states(sheet, slot) is not False:
        return mention
    words = set(plain_words(label_of(slot) if isinstance(mention.constraint.value, bool) else mention.phrase))
    for other in sheet.vocabulary.slots():
        if other.type == "boolean" and words & set(plain_words(other.label)) and _states(sheet, other.name):
            return replace(mention, constraint=replace(mention.constraint, slot=other.name, operator="==", value=True))
    return mention


def _states(sheet: Reading, slot: str) -> bool | None:
    """Whether the things wanted, or else those shown, say anything of a slot; None where neither is known."""
    needs = things(sheet.state.constraints)
    if needs:
        return sheet.vocabulary.stated_by(needs, slot) is not None
    return any(item.value(slot) is not None for item in sheet.shown) if sheet.shown else None


def _values(constraint: Constraint) -> tuple[str, ...]:
    return tuple(str(each) for each in constraint.value) if isinstance(constraint.value, tuple) else (str(constraint.value),)


def _unmapped(mention: Mention, sheet: Reading) -> Mention:
    """A word the catalog lacks stands for its nearest value, and that is noted; with "only" it is taken as it was said."""
    constraint = mention.constraint
    if re.search(
        (
            rf"\b(?:only|nothing but|exactly|strictly|must be|has to be)\b(?: \w+){{0,3}} {re.escape(mention.phrase)}\b|"
            rf"\b{re.escape(mention.phrase)}(?: \w+)? only\b"
        ),
        sheet.text,
    ):
        return replace(mention, constraint=Constraint(constraint.slot, "==", mention.phrase))
    value = alternatives(constraint.value) if isinstance(constraint.value, tuple) else str(constraint.value)
    sheet.mapped.append(Mapped(constraint.slot, mention.phrase, value))
    return mention


def _alternatives(group: list[Mention]) -> Constraint:
    first = group[0].constraint
    values: list[str] = []
    for each in group:
        value = each.constraint.value
        values.extend(str(one) for one in value) if isinstance(value, tuple) else values.append(value)  # type: ignore[arg-type]
    unique = tuple(dict.fromkeys(values))
    if len(unique) == 1:
        return first
    return replace(first, operator="in" if first.operator in ("==", "in") else first.operator, value=unique)
