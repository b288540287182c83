"""Values of the catalog in the shopper's words, with negation ("not leather"), alternatives ("red or blue") and softness ("ideally")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from chat.acts import NEED_SLOTS, Mapped, things
from chat.understanding.reading import FILLER, Reading
from chat.understanding.rules.people import worn
from chat.understanding.rules.softness import SOFTENERS, soft_spans
from retrieval.constraints import NEGATIVE, NUMERIC, Constraint, Operator
from retrieval.reasons import alternatives
from retrieval.slots import label_of
from retrieval.vocabulary import Mention
from retrieval.words import plain_words

NEGATORS = (
    r"\b(?:not(?! (?:more|less|over|under|above|below)\b)|no(?!,| more than| less than| higher| lower)|non|without|"
    r"except(?: for)?|excluding|exclude|anything but|everything but|other than|avoid|hate|"
    r"(?:has|have|had|got|own|owns) (?:enough|plenty(?: of)?|already|too many)|none(?= (?:in|for|with|of)\b)|nothing for|"
    r"any (?:colou?r|brand|material|kind) (?:but|except)|every (?:colou?r|brand|material) (?:but|except)|"
    r"dislike|never|nothing(?: in| with| made of)?|nor|minus|rather than|instead of|but not|free of|cannot stand|"
    r"can not stand|allergic to|leave out|spare me|keep away from|no need for|leave(?= .*\bout\b))\b"
)
OPPOSITE: dict[str, Operator] = {"==": "!=", "contains": "not_contains", "in": "not_in"}
TURN = re.compile(
    r"\bbut\b(?! not)|\b(?:it|they) (?:should|must|has|have|needs?|can)\b|\b(?:just|only|instead(?! of)|i want|i need|"
    r"show me|give me|please|prefer|rather(?! than))\b|[.;!]"
)
NOT_FOR_ME = (
    r"(?: (?:is|are))? (?:really )?(?:not (?:my (?:thing|colou?r|style|taste)|for me|an option)|out(?= too| then|"
    r" as well|[,.!]|$)|a no|ugly|hideous|awful|horrible|scratchy|itchy|too \w+ for me|too (?:scratchy|itchy|loud|dark|bright|girly|childish))\b|"
    r"(?: ones?| stuff| models?)? out of (?:it|this|that)\b"
)
OWNS = (
    r"\b(?:he|she|they|i|we|who|dad|mum|mom|wife|husband|friend|son|daughter|brother|sister)(?: (?:only|just|already|mostly|usually|always|currently|now))* "
    r"(?:owns?|wears?|has got|have got|has|have|possess(?:es)?)"
    r"(?: (?:only|just|already|mostly|nothing but|a|an|one|some|several|many|lots of|\w+ pairs of|these|those))*(?! (?:enough|plenty|too many|to|been|no))\b"
)
CLAUSE_ENDS = r"[,.;!?]|\b(?:and|but|so)\b(?= (?:i|he|she|we|they|now|please|would|needs?|wants?|am|is|looking)\b)"
HAVING = r"\b(?:with|without|no|has|have|having|and|or)(?: an?| the| any)? $"
NOUNS = {"kind", "category", "brand", "color", "material", "audience", "size"}
ONLY_FILLER = FILLER | {"it", "in", "be", "being", "too"}


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
    for at, each in enumerate(mentions):
        each = _stated_instead(each, sheet)
        negated = _negated(before, mentions, at)
        firm = worn(sheet, mentions, _values(each.constraint)) if each.constraint.slot == "audience" else each.constraint.hard
        hard = each.constraint.slot in NEED_SLOTS or (
            (firm or (negated and each.constraint.slot != "audience")) and not any(start <= each.start < end for start, end in soft)
        )
        each = _unmapped(each, sheet) if each.nearest and not negated else each
        operator = OPPOSITE.get(each.constraint.operator, each.constraint.operator) if negated else each.constraint.operator
        constraint = replace(each.constraint, operator=operator, hard=hard)
        if each.title is not None:  # "lipstick" is makeup with a title that says so; "no lipstick" may still be makeup
            sheet.add(replace(each.title, operator="not_contains" if negated else "contains"))
            if negated:
                continue
        if negated and isinstance(constraint.value, bool):
            constraint = replace(constraint, operator="==", value=not constraint.value)
        if constraint.slot == "category" and not negated:
            sheet.words.append(each.phrase)  # "hoodie" says more than "Hoodies & Sweatshirts"
        if negated:
            sheet.add(constraint)
        else:
            positive.setdefault((constraint.slot, constraint.operator, hard), []).append(replace(each, constraint=constraint))
    refused = {(each.slot, value) for each in sheet.constraints if each.operator in NEGATIVE for value in _values(each)}
    for group in positive.values():
        wanted = [each for each in group if not {(each.constraint.slot, value) for value in _values(each.constraint)} <= refused]
        if wanted:  # "he has a cupboard full of puzzles, so no puzzles"
            sheet.add(_alternatives(wanted))
    if mentions:
        sheet.take(r"\b(?:gifts?|presents?)\b(?= for|$)")
    while mentions and sheet.take(NEGATORS):
        continue


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
    """The same yes/no slot as the thing wanted names it: rugs are machine washable where cushions are washable."""
    slot = mention.constraint.slot
    needs = things(sheet.state.constraints)
    if not isinstance(mention.constraint.value, bool) or not needs or sheet.vocabulary.stated_by(needs, slot) is not None:
        return mention
    words = set(plain_words(label_of(slot)))
    for other in sheet.vocabulary.slots():
        if other.type == "boolean" and words & set(plain_words(other.label)) and sheet.vocabulary.stated_by(needs, other.name) is not None:
            return replace(mention, constraint=replace(mention.constraint, slot=other.name))
    return mention


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


def _negated(text: str, mentions: list[Mention], at: int) -> bool:
    """A negator stands before the mention with nothing between but filler and other mentions it negates as well."""
    mention = mentions[at]
    if at and mention.constraint.slot in NEED_SLOTS and not text[mentions[at - 1].end : mention.start].strip():
        return False  # "no leather boots", "anything but WildRunner shoes": the thing itself is still wanted
    negators = list(re.finditer(NEGATORS, text[: mention.start]))
    if not negators:
        after = text[mention.end :]
        return (after[:5] in ("-free", " free") and isinstance(mention.constraint.value, str)) or re.match(NOT_FOR_ME, after) is not None
    start = negators[-1].end()
    if TURN.search(text[start : mention.start]):
        return False
    gaps, from_ = [], start
    for each in mentions[:at]:
        if each.start >= start:
            gaps.append(text[from_ : each.start])
            from_ = each.end
    last = text[from_ : mention.start]
    if gaps and "," in last and not re.search(r"\b(?:or|nor|and)\b", last):
        return False  # "not leather, black": the comma ends what "not" covers
    return all(word in ONLY_FILLER for word in re.findall(r"\w[\w'-]*", " ".join((*gaps, last))))
