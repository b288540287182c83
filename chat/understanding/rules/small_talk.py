"""Greetings, thanks, goodbyes and questions about the assistant itself: only when nothing else is said."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading

TOPICS = {
    "greeting": (
        r"(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day))(?: there| everyone| vitrine)?|"
        r"how are you(?: doing)?(?: today)?|what is up|nice to meet you"
    ),
    "thanks": (
        r"(?:ok(?:ay)? |great |cool |perfect |yes |no )?(?:thanks|thank you|thx|cheers|ty)(?: (?:so|very) much| a lot|"
        r" again)?(?: for (?:the|your) help)?|(?:that is )?(?:great|perfect|awesome|wonderful|lovely|nice|cool|excellent|"
        r"ok(?:ay)?)"
    ),
    "goodbye": r"(?:good ?)?bye(?: bye)?|see you(?: later| soon)?|that is all(?: for (?:now|today))?|i am done|have a (?:nice|good|great) (?:day|evening|one)",
    "help": (
        r"help(?: me)?|what can (?:you|i) (?:do|ask|say)(?: here| for me)?|how does (?:this|it) work|who are you|"
        r"what are you|are you (?:a )?(?:robot|bot|human|real|ai)(?: person)?"
    ),
}
ANY = "|".join(TOPICS.values())
WHOLE = {topic: re.compile(rf"(?:(?:oh|well|and|so|um|uh)[, ]+)?(?:{pattern})(?:[,.!? ]+(?:{ANY}))*[,.!? :)]*") for topic, pattern in TOPICS.items()}
OPENING = re.compile(rf"^(?:{TOPICS['greeting']})\b[,.! ]+(?=\w)")


def small_talk(sheet: Reading) -> None:
    """A whole utterance of small talk is explained; a greeting before a request is only taken off."""
    for topic, pattern in WHOLE.items():
        if pattern.fullmatch(sheet.text):
            sheet.name, sheet.topic, sheet.certain = "chat", topic, True
            sheet.blank(0, len(sheet.rest))
            return
    opening = OPENING.match(sheet.rest)
    if opening:
        sheet.blank(*opening.span())
