"""One turn of the conversation, top to bottom: the page, the terminal and the API all call `take_turn`.

Read this page first. Each step names the file to open next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chat.acts import Act, Understood, Utterance
from chat.finding import Found, find, items_of  # the search the state asks for
from chat.languages.detect import language_of
from chat.languages.taps import is_tap  # a chip sends English, whatever the conversation's language
from chat.llm import never
from chat.parts import Parts  # the loaded engines
from chat.policy import Move, choose  # which move answers
from chat.remember import earlier, merged, remember  # the next state
from chat.reply import Reply
from chat.singling import single_out  # which of the items shown answer a question about all of them
from chat.speaking import speak  # sentence by sentence, as it is drawn
from chat.state import DialogueState, Offer
from chat.staying import eased, stay  # whether a need told in words stays in the search
from chat.stopwatch import Stopwatch
from chat.understanding.understand import understand  # words -> act
from chat.wording.compose import compose  # facts -> sentences
from chat.wording.foreign import silence, speaks
from chat.wording.phrase import phrase  # the model's own words, where it is asked for them and they hold
from core.errors import BadInput, Cancelled
from retrieval.query import PhotoReading
from speech.engines import Manner
from speech.speakable import speakable  # prices and units in words

MAX_CHARACTERS = 2000
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # as our sentences write them in every language; in some a comma is the decimal point
Notify = Callable[[str, object], None]  # told the stage's name and what it found: the page shows the transcript before the answer is ready


def ignore(stage: str, found: object) -> None:
    """For callers that wait for the whole reply."""


def take_turn(
    parts: Parts, state: DialogueState, said: Utterance, *, aloud: bool = True, cancelled: Callable[[], bool] = never, notify: Notify = ignore
) -> tuple[DialogueState, Reply]:
    """The state after the turn and the reply to it. Raises BadInput for what cannot be used, Cancelled when stopped: the old state then stands."""
    watch = Stopwatch()
    check(said)
    with watch("hear"):  # 1. speech/engines.py, then the photo: retrieval/photo.py
        heard = parts.hear(said.clip, said.language) if said.clip else None
        photo = parts.retriever.understand_photo(said.photo) if said.photo else None
        text = " ".join(each for each in (said.text.strip(), heard.text if heard else "") if each)
        notify("heard", text)
    if not text and photo is None:
        return state, nothing_heard(parts, Manner(state.language, said.rate, said.voice), watch, aloud)
    _stop_if(cancelled)
    with watch("understand"):  # 2. chat/languages/, then chat/understanding/understand.py
        language, act = (state.language, said.act) if said.act else read(parts, state, text, photo, cancelled)
        understood = Understood(text, photo, act)
        notify("understood", understood)
    _stop_if(cancelled)
    after = replace(remember(state, act, photo, parts.retriever.get), language=language)  # 3. chat/remember.py
    with watch("find"):  # 4. chat/finding.py -> retrieval/retriever.py
        found = find(parts.retriever, after, act, parts.k)
    _stop_if(cancelled)
    with watch("word"):  # 5. chat/policy.py, chat/wording/compose.py
        move = choose(act, state, after, found, parts.retriever.vocabulary)
        worded = compose(move, act, state, after, found, parts.retriever)
        written, phrased = phrase(parts, worded, move, after, text, cancelled)
    after = replace(settle(state, after, act, found, move), language=language)
    spoken = tuple(speakable(THOUSANDS.sub("", each), language) for each in worded.spoken)
    audio = speak(parts, spoken, watch, cancelled, Manner(language, said.rate, said.voice)) if aloud else iter(())  # 6. chat/speaking.py
    watch.stop()
    return after, Reply(
        move.name, written, spoken, understood, worded.suggestions, worded.chips, move.question, worded.of, language, phrased, audio, watch.timings_ms
    )


def read(parts: Parts, state: DialogueState, text: str, photo: PhotoReading | None, cancelled: Callable[[], bool]) -> tuple[str, Act]:
    """The language of the words and the act they are. Raises Cancelled."""
    language = state.language if not text or is_tap(text, parts.retriever.vocabulary) else language_of(text, state.language)
    english = in_english(parts, text, language, cancelled)
    shown, before = items_of(parts.retriever, state.shown), items_of(parts.retriever, earlier(state))
    reader, needs = (parts.reader, parts.needs) if photo is None else (None, None)  # words beside a photo edit it
    act = understand(english, state, parts.retriever.vocabulary, shown, reader, cancelled, before, parts.intents, needs) if text else Act("find")
    _stop_if(cancelled)
    if photo is None:
        act = stay(act, english, state, parts.retriever)
    return language, single_out(eased(act, parts.retriever), state, parts.retriever)


def settle(before: DialogueState, after: DialogueState, act: Act, found: Found, move: Move) -> DialogueState:
    """What is shown is remembered by number, what was asked and offered by slot.

    A critique that nothing meets ("cheaper" than the cheapest) and a "more" where all was shown are not kept: the list stands.
    """
    if found.suggestions:
        asked = (*after.asked, move.question.slot) if move.question else after.asked
        question = move.question.slot if move.question else ""
        return replace(after, shown=tuple(each.item.id for each in found.suggestions), asked=asked, question=question)
    if move.name == "none_found" and (act.critiques or act.topic == "more"):
        kept = merged(before.constraints, act.constraints)
        return replace(before, constraints=kept, turns=after.turns, offer=None, question="", before=after.before if act.constraints else before.before)
    if move.name == "clarify" and before.searching and not after.searching:
        return replace(before, turns=after.turns, offer=None, question="")  # nothing was understood to search for: what was on the table stays there
    if move.name == "none_found" and act.name == "find" and not act.constraints and not found.unknown and before.searching:
        return replace(before, turns=after.turns, offer=None, question="")  # nothing is like those words: the search before stands
    if found.ways:
        return replace(after, offer=Offer(found.ways[0].constraint, found.ways[0].instead))
    return after


def check(said: Utterance) -> None:
    """Raises BadInput for an utterance with nothing in it or too much."""
    if not said.text.strip() and said.clip is None and said.photo is None:
        raise BadInput("nothing was said: type a wish, speak, or show a photo")
    if len(said.text) > MAX_CHARACTERS:
        raise BadInput(f"the text has {len(said.text):,} characters, the limit is {MAX_CHARACTERS:,}: say it shorter")


def in_english(parts: Parts, text: str, language: str, cancelled: Callable[[], bool]) -> str:
    """The words as the rules and the model read them; as they are where they are English, or where no translation holds."""
    return text if language == "en" or not text or is_tap(text, parts.retriever.vocabulary) else parts.translator.english(text, language, cancelled) or text


def nothing_heard(parts: Parts, manner: Manner, watch: Stopwatch, aloud: bool) -> Reply:
    """The reply to silence: no words are invented and nothing changes."""
    language = manner.language
    text = silence(language) if speaks(language) else "I heard no words. Please try again a little closer to the microphone, or type instead."
    watch.stop()
    audio = speak(parts, (text,), watch, never, manner) if aloud else iter(())
    return Reply("chat", text, (text,), Understood("", None, Act("chat", topic="silence")), language=language, audio=audio, timings_ms=watch.timings_ms)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
