"""Words of the frame of a sentence: they tell who asks, for whom, when and how much it is wanted, and nothing about the thing.

"My dad loves fishing, his party is on Saturday" is about fishing. What a shop happens to write with such a word ("Saturday Chunky
Knit Sweater", "you can trust it") is no answer to it: these words are not looked for in titles and descriptions, and are no reason.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.synonyms import word_set
from retrieval.words import plain_word, plain_words

SAYS_NOTHING = word_set(  # words that are no wish even where a shop uses them as a value or a slot
    """
    back front side end next first last second third place way week year life line point bit lot show tell compare again instead
    a about above adult all am an and any anything are around as at basic be below best better between big but buy by can cheap color come could day
    default did do does down else find five for four free from full general get give go going good great had half has have he hello her hi high his home i
    if in is it item its just kind large least less light like long look love low made make may maybe me medium might more most must my need new nice no
    none normal not of off old on one only or other our out over pack piece please price product really regular sale same search set she short should show
    size small so some something standard stuff style than thank that the them then these they thing this those three time to too top two type under up
    use used using various very want we will with without work works would yes you your
    """
)
CALENDAR = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    today tomorrow tonight yesterday weekend week month year minute hour day morning afternoon evening soon later ago already still yet
    """
)
PEOPLE = word_set(
    """
    mum mom mummy mommy dad daddy papa mama mother father parent wife husband partner son daughter brother sister sibling niece nephew aunt auntie uncle
    cousin grandma granny nan nana grandmother grandpa grandad granddad grandfather grandson granddaughter grandchild girlfriend boyfriend fiance fiancee
    friend mate buddy pal colleague coworker boss teacher neighbor neighbour flatmate roommate somebody someone anybody anyone everybody everyone nobody
    person guy
    """
)
OCCASIONS = word_set("birthday anniversary christmas xmas present gift surprise secret santa")
VERBS = word_set(
    """
    want wants wanting wanted wish wished need needing needed like liked liking love loved loving adore enjoy enjoying enjoyed fancy prefer hope hoping
    think thinking thought guess suppose believe feel feeling felt know knowing knew understand mean meant wonder wondering say saying said tell telling
    told ask asking asked talk hear heard see seen seeing saw try trying tried start starting started begin beginning stop stopped keep keeping kept
    let letting put putting turn turning turned become becoming get getting got give giving gave given bring brought take taking took taken come coming came
    go going went gone leave leaving left stay staying happen happening happened trust bother bothered mind decide decided choose chose chosen
    recommend suggest suggestion recommendation advice idea help helping helped thank thanks appreciate consider spend spending spent pay paying paid afford
    buy buying bought search searching looking find finding found show showing seem seems got hate hating hated mention mess
    """
)
MANNER = word_set(
    """
    decent proper properly nice good great lovely perfect ideal ideally amazing awesome fantastic brilliant fine ok okay sure really actually basically
    probably maybe perhaps literally honestly definitely certainly obviously absolutely totally completely pretty quite rather fairly almost nearly kinda
    sorta always never often sometimes usually mostly constantly again also too even though although because since while until till whether whatever
    enough plenty lot loads bunch couple hundred dozen bit little something anything everything nothing thing stuff kind sort type way place time bad
    worse worst better best favorite favourite main important special anyway
    """
)
FRAME = frozenset(plain_word(word) for word in CALENDAR | PEOPLE | OCCASIONS | VERBS | MANNER) | CALENDAR | PEOPLE | OCCASIONS | VERBS | MANNER


def telling_words(text: str) -> tuple[str, ...]:
    """The plain words of a text that say something of the thing: "she loves fishing on Saturdays" says fishing."""
    return tuple(word for word in plain_words(text) if not says_nothing(word))


def says_nothing(word: str) -> bool:
    """Whether a plain word belongs to the frame."""
    return word in FRAME or word in SAYS_NOTHING


def without_frame(words: Iterable[str]) -> str:
    """The words as written, those of the frame left out."""
    return " ".join(word for word in words if plain_word(word) not in FRAME)
