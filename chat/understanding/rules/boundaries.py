"""What a shop assistant does not do: help with harm, take orders about itself, answer insults in kind."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading

ILLEGAL = (
    r"\b(?:cocaine|heroin|crystal meth|methamphetamine|ecstasy pills|mdma|fentanyl|lsd|crack pipe|marijuana|cannabis|"
    r"illegal drugs|(?:buy|sell|smoke|some) weed|"
    r"(?:fake|forged) (?:ids?|passports?|documents?|money)|counterfeit\w*|(?:buy|sell) stolen|child porn\w*|human organs?|ivory tusks?|"
    r"explosives?|grenades?|dynamite|pipe bomb|bombs?(?! bath)|make a bomb|firearms?|pistols?|rifles?|shotguns?|revolvers?|ammunition|ammo|silencers?|"
    r"(?<!glue )(?<!nail )(?<!water )(?<!toy )(?<!heat )(?<!massage )(?<!spray )(?<!staple )(?<!top )guns?|"
    r"(?:how (?:to|do i|can i|could i)|help me|want to|so i can|need to|to) (?:steal|shoplift|rob|hack into|"
    r"break into|kidnap|poison|stalk|spy on|kill (?!time|weeds|bugs|flies|mosquitoes)|"
    r"hurt (?:my|him|her|some|a|the)|smuggle|evade|launder|pick (?:a|the|my neighbou?r'?s?) locks?|cut (?:open )?(?:a|someone'?s) (?:bike )?lock)|"
    r"smuggle|stolen credit card|without paying|hit ?man|(?:stab|strangle|attack|injure|threaten|shoot) (?:my|him|her|"
    r"someone|somebody|people|a person|the neighbou?r)|murder weapon)\b"
)
INJECTION = (
    r"\b(?:(?:ignore|disregard|forget|override|bypass)(?: \w+){0,4} (?:instructions?|prompts?|rules?|guidelines|"
    r"training|programming|directives|were told|are told)|system prompt|"
    r"(?:developer|debug|admin|god|dan) mode|you are (?:now|no longer)|(?:reveal|print|show|repeat|output|tell me|"
    r"leak|display|what (?:is|are)) (?:me )?(?:your|the) (?:\w+ )?(?:prompts?|instructions|rules|"
    r"configuration|source code|api keys?|password)|jailbreak\w*|pretend (?:to be|that you|you)|act as (?:a|an|if|"
    r"though)|from now on|respond only with|new instructions?|"
    r"(?:set|make|change) (?:all|the|every) prices?(?: \w+)? to|give (?:me )?(?:a |an )?(?:\d+ ?%|"
    r"hundred percent) (?:off|discount)|rank (?:it|this|\w+ \w+|\w+) first|always recommend)\b|"
    r"<\|?(?:im_start|system|endoftext)|\bsystem\s*:|\[inst\]|\bassistant\s*:"
)
INSULT = (
    r"\b(?:(?:you|u|ur|you are|this bot|this thing|this shop|assistant|bot)\b(?: \w+){0,4} (?:stupid|idiots?|dumb\w*|"
    r"useless|moron\w*|suck\w*|pathetic|garbage|trash|rubbish|crap|shit\w*|worthless|"
    r"terrible|awful|annoying|hopeless|joke|clown|liar)|(?:stupid|silly|daft|dumb|useless|idiotic|fucking|bloody|damn|crappy|"
    r"shitty|lousy) (?:bot|robot|assistant|machine|computer|program|app|thing|ai|shop|clerk)|"
    r"(?:what|that is|that was) (?:a |an )?(?:really |pretty |so |very |bloody )*(?:stupid|dumb|idiotic|useless|rubbish|ridiculous|moronic|silly) "
    r"(?:answer|reply|suggestion|idea|question|recommendation|choice)|"
    r"idiot|moron|dumbass|asshole|bastard|fuck (?:you|off|this)|screw you|shut up|go to hell|piss off|i hate (?:you|this (?:shop|bot|thing|app)))\b"
)


PRETENCE = (  # a price made up, so that the shop agrees to it
    r"\b(?:pretend|imagine|make believe|act (?:like|as if|as though)|let us (?:say|pretend|imagine|agree)|(?:just )?(?:say|suppose|assume)(?: that)?)"
    r"(?: that)? (?:it|this|that|they|these|those|everything|all|the [\w ]+?|i|you) (?:only |just )?"
    r"(?:costs?|cost me|is|are|was|were|goes for|have|had|get|got)\b[^?]*(?:\d|\b(?:free|nothing|discount|half price)\b)|"
    r"\b(?:sell|give|hand|let me have) (?:it|this|that|them|one)(?: over)?(?: to me)? for (?:[$€£]?1\b|free|nothing|a dollar|a penny|[$€£]?0\b)"
)
GANG = r"(?:bunch|pack|gang|load|lot|band|den|set) of (?:\w+ )?"
CROOK = r"(?:crooks?|thieves|thief|robbers?|scammers?|cheats?|bandits?|pirates|criminals|sharks|con (?:men|man|artists?))"
CROOKS = (
    rf"\b(?:(?:you|u|what a|you lot) )?(?:{GANG}(?:{CROOK}|idiots|clowns|jokers|liars|rip[- ]?off\w*)|(?:you|u|ya)(?: \w+){{0,3}} {CROOK}|"
    r"what a (?:scam|swindle|rip[- ]?off|con)|(?:highway|daylight) robbery)\b"
)
QUOTED_PRICE = (
    r"(?:(?:what|who|how)\W*)?(?:[$€£]? ?\d+(?:\.\d+)?(?: ?(?:dollars?|bucks?|euros?|pounds?|quid))?|that much) "
    r"(?:for|on) (?:an?|the|that|this|one|some)(?: [\w-]+){0,4}"
)
WANTING = r"\d|\b(?:show|need|want|cheaper|less|other|others|else|anything|something|under|below|find|give|have you|do you|take|got)\b"
CLAUSE = r"[^.;!?\n]+?(?:[.;!?\n]|(?=\balso\b)|$)"
OFF_TOPIC = (
    r"^(?:(?:btw|by the way|so|and|ok(?:ay)?|hey|hi|tell me|quick question|out of curiosity|do you know|can you(?: tell me)?|could you(?: tell me)?|haha|good|"
    r"fine|thanks|whatever|,)[,.!\s]+)*"
    r"(?:who (?:won|is|was|are|wrote|invented|discovered|painted|made (?:you|the world))\b(?! (?:it|this|that|for|"
    r"they)\b)(?! .*\b(?:maker|manufacturer|brand|it|this|that|they|these)\b)|when (?:did|was|is|does) (?!it\b|this\b|that\b|the sale)|"
    r"what(?: is|s| will| would)? (?:the )?(?:weather|time|capital|meaning of life|news|score|date|population|square root)\b|"
    r"how (?:tall|old|big|far|high) is (?:the )?(?:eiffel|moon|sun|earth|everest|president)|"
    r"(?:book|reserve|order)(?: me| us)? (?:a|an|the) (?:table|flight|room|hotel|taxi|cab|ticket|appointment|pizza)s?\b|"
    r"tell (?:me )?(?:a|another|your) (?:joke|story|secret|poem)|(?:sing|write|compose|recite)(?: me)? (?:a|an|some|"
    r"my)\b(?! list)|(?:what|how much) is \d+ (?:plus|minus|times|divided|x|\*|\+)|"
    r"(?:what do you think (?:of|about)|do you (?:like|believe|love|dream|sleep|eat|have feelings))(?! (?:the|this|that|it|these|those)\b))"
)


def boundaries(sheet: Reading) -> None:
    """Harm, orders to the assistant, the world outside: nothing of it is searched for. A wish for a thing in another sentence than the order stands."""
    if re.search(ILLEGAL, sheet.text):
        _end(sheet, "illegal")
    elif re.search(INJECTION, sheet.text):
        orders = [found for found in re.finditer(CLAUSE, sheet.rest) if re.search(INJECTION, found.group())]
        for found in orders:
            sheet.blank(*found.span())
        if not orders or not any(each.constraint.slot in NEED_SLOTS and each.constraint.hard for each in sheet.vocabulary.mentions(sheet.rest)):
            _end(sheet, "other")
    elif re.search(PRETENCE, sheet.text):
        _end(sheet, "other")
    elif re.search(CROOKS, sheet.text) and not _wants_beside(sheet.text):
        _end(sheet, "insult")
    elif re.search(OFF_TOPIC, sheet.text) and not sheet.items:
        _end(sheet, "other")


def _wants_beside(text: str) -> bool:
    """Whether more is said than the insult and the price it is about: "400 for a couch, you bunch of crooks" wants nothing."""
    rest = re.sub(QUOTED_PRICE, " ", re.sub(CROOKS, " ", text))
    return re.search(WANTING, rest) is not None


def _end(sheet: Reading, topic: str) -> None:
    sheet.name, sheet.topic, sheet.certain = "chat", topic, True
    sheet.blank(0, len(sheet.rest))


def insults(sheet: Reading) -> None:
    """Only where nothing else was said: "you idiot, I said black" is a wish."""
    if sheet.name is None and not (sheet.constraints or sheet.critiques or sheet.drop or sheet.lean or sheet.sort) and re.search(INSULT, sheet.text):
        sheet.name, sheet.topic, sheet.certain = "chat", "insult", True
        sheet.blank(0, len(sheet.rest))
