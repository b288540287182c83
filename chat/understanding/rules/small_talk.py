"""Greetings, thanks, goodbyes and questions about the assistant itself: only when nothing else is said."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading

TOPICS = {
    "greeting": (
        r"(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day))(?: there| everyone| vitrine)?|"
        r"(?:good )?(?:morning|afternoon|evening)(?: (?:all|mate|everyone|there))?|(?:(?:had|having) )?(?:a )?(?:long|busy|hard|good|nice|tough) "
        r"(?:day|week|shift|weekend)(?: so far| today)?|"
        r"(?:how|hows) (?:is|was) (?:it going|your (?:day|week|evening|weekend)|life|things)(?: (?:going|so far|today))?|are you (?:well|ok(?:ay)?|"
        r"alright|busy|tired)(?: today)?|"
        r"thank (?:god|goodness|heavens) (?:it is )?(?:friday|the weekend)(?: at last)?|"
        r"how are you(?: doing)?(?: today)?|what is up|(?:nice|lovely|good|pleased) to meet you"
    ),
    "thanks": (
        r"(?:ok(?:ay)? |great |cool |perfect |yes |no |brilliant |lovely |super )?(?:thanks|many thanks|thank you|thx|"
        r"cheers|ty|ta|much appreciated)(?: (?:so|very) much| a lot| a (?:million|ton|bunch)|"
        r" again)?(?: for (?:the|your|all (?:the|your)) help)?|i (?:really )?appreciate (?:it|that|your help)|"
        r"you have been (?:a (?:star|great help|lifesaver)|very helpful|great|brilliant|wonderful)|(?:that is )?(?:great|"
        r"perfect|awesome|wonderful|lovely|"
        r"nice|cool|excellent|brilliant|super|fantastic|amazing|"
        r"fair enough|good to know|got it|i see|understood|no worries|no problem|ok(?:ay)?)|you are (?:a (?:lifesaver|"
        r"star|gem|legend|genius)|(?:so |very |really )?(?:helpful|kind|the best|great|funny|nice))|"
        r"(?:that|it) (?:was |is )?(?:very |really )?(?:helpful|kind of you|helps(?: a lot)?|will do|works)|"
        r"(?:i am )?(?:so |really )?sorry(?: (?:about|for) (?:that|being rude|the language|my language))?|my apologies"
    ),
    "goodbye": (
        r"(?:good ?)?bye(?: bye)?(?: for now| then)?|good night|see (?:you|ya)(?: later| soon| around)?|(?:that is|"
        r"that was|that will be) (?:all|it|everything)(?: for (?:now|today))?|"
        r"i am (?:done|all set)|have a (?:nice|good|great|lovely) (?:day|evening|one|weekend)|take care|nothing else|until next time"
    ),
    "declined": (
        r"(?:no|nope|nah|not (?:today|now))[, ]+(?:thanks|thank you)|i (?:will|need to|have to) (?:think about it|"
        r"think it over|leave it|pass|sleep on it)|i am (?:just|only) (?:looking|browsing)|"
        r"just (?:looking|browsing)|nothing (?:for me )?(?:today|right now)"
    ),
    "help": (
        r"help(?: me)?|what can (?:you|i) (?:do|ask|say)(?: here| for me)?|how does (?:this|it) work|who are you|"
        r"what are you|what is your name|what are you called|who am i (?:talking|speaking) to|"
        r"are you (?:a )?(?:real )?(?:person|human|robot|bot|machine|computer|ai)(?: or (?:a )?(?:real )?\w+)?|"
        r"are you (?:a )?(?:robot|bot|human|real|ai)(?: person)?"
    ),
}
ANY = "|".join(TOPICS.values())
WHOLE = {
    topic: re.compile(
        rf"(?:(?:oh|well|and|so|um|uh|ha|haha|alright|all right|right|ok(?:ay)?|"
        rf"great)[,.! ]+)*(?:{pattern})(?:[,.!? ]+(?:and |but )?(?:{ANY}))*[,.!? :)]*"
    )
    for topic, pattern in TOPICS.items()
}
CLOSING_WORDS = 12  # of an utterance that ends in thanks or goodbye and wants nothing
OPENING = re.compile(rf"^(?:{TOPICS['greeting']})\b[,.! ]+(?=\w)")


def small_talk(sheet: Reading) -> None:
    """A whole utterance of small talk is explained; a greeting before a request is only taken off."""
    for topic, pattern in WHOLE.items():
        if pattern.fullmatch(sheet.text):
            sheet.name, sheet.topic, sheet.certain = "chat", topic, True
            sheet.blank(0, len(sheet.rest))
            return
    if len(sheet.text.split()) <= CLOSING_WORDS and not sheet.searching_words():
        for topic in ("goodbye", "thanks"):
            if re.search(rf"(?:^|[,.!;] ?|\b(?:and|ok|great|well) )(?:{TOPICS[topic]})[.!? ]*$", sheet.text):
                sheet.name, sheet.topic, sheet.certain = "chat", topic, True
                sheet.blank(0, len(sheet.rest))
                return
    opening = OPENING.match(sheet.rest)
    if opening:
        sheet.blank(*opening.span())
