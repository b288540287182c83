"""The engines a conversation needs, shared by all conversations, each loaded when it is first used or ahead of time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from chat.expected_words import expected_words, makers, phrases
from chat.languages.translate import Translator
from chat.llms import lazy_language_model
from chat.understanding.by_call import CallReader
from chat.understanding.by_model import ModelReader
from chat.understanding.intents.reader import IntentReader, open_intents
from chat.wording.phrase import Phraser
from core.later import Later
from core.settings import Settings
from retrieval.english import english
from retrieval.needs import NeedReader, open_needs
from retrieval.opening import open_retriever
from retrieval.retriever import Retriever
from speech.clip import Clip
from speech.engines import Synthesizer, Transcriber, Transcript
from speech.recalling import ShopTerms
from speech.registry import load_synthesizer, load_transcriber
from speech.snapping import Snapper

READERS: dict[str, type[ModelReader]] = {"label": ModelReader, "tool": CallReader}  # the choices of --llm-reads


class Parts:
    """What `take_turn` works with. Tests pass fakes as `Later(lambda: fake)`; `k` is how many suggestions a turn shows."""

    def __init__(
        self,
        retriever: Retriever,
        transcriber: Later[Transcriber],
        synthesizer: Later[Synthesizer],
        reader: ModelReader | None,
        k: int = 6,
        phraser: Phraser | None = None,
        intents: Later[IntentReader] | None = None,
        needs: Later[NeedReader] | None = None,
    ) -> None:
        self.retriever = retriever
        self.reader = reader
        self.k = k
        self.phraser = phraser
        self._intents = intents
        self._needs = needs
        self._translator: Translator | None = None
        self._snapper: tuple[Retriever, Snapper] | None = None
        self._transcriber = transcriber
        self._synthesizer = synthesizer

    def beside(self, retriever: Retriever) -> Parts:
        """The same engines over another catalog."""
        phraser = self.phraser.beside(retriever) if self.phraser is not None else None
        return Parts(retriever, self._transcriber, self._synthesizer, self.reader, self.k, phraser, self._intents, self._needs)

    @property
    def translator(self) -> Translator:
        """Reads other languages than English: by its lexicons, and by the reader's model where there is one."""
        vocabulary = self.retriever.vocabulary
        if self._translator is None or self._translator.vocabulary is not vocabulary:
            self._translator = Translator(self.reader.model if self.reader else None, vocabulary.values("brand"), vocabulary)
        return self._translator

    @property
    def intents(self) -> IntentReader | None:
        """Tells what an utterance does that no rule explains."""
        return self._intents.get() if self._intents is not None else None

    @property
    def needs(self) -> NeedReader | None:
        """Tells what would meet a need that is told as a story."""
        return self._needs.get() if self._needs is not None else None

    @property
    def transcriber(self) -> Transcriber:
        return self._transcriber.get()

    @property
    def synthesizer(self) -> Synthesizer:
        return self._synthesizer.get()

    def hear(self, clip: Clip, language: str | None = None) -> Transcript:
        """What was said in a clip, heard with the shop's words in mind, where it is doubtful with those that sound like it, and put back to them."""
        terms = ShopTerms(expected_words(self.retriever), lambda readings: self.snapper.recollection.alike(readings))
        heard = self.transcriber.transcribe(clip, terms, language)
        return replace(heard, text=self.snapper.snap(heard.text)) if heard.language == "en" else heard

    def unsnapped(self, clip: Clip, language: str | None = None) -> Transcript:
        """The same with the shop's commonest words in mind alone, and nothing put back: what `bench stt` measures beside it."""
        return self.transcriber.transcribe(clip, expected_words(self.retriever), language)

    @property
    def snapper(self) -> Snapper:
        """Mends what was misheard to the words of the catalog at hand."""
        if self._snapper is None or self._snapper[0] is not self.retriever:
            self._snapper = (self.retriever, Snapper(phrases(self.retriever), self.retriever.vocabulary.knows, makers(self.retriever)))
        return self._snapper[1]

    def load(self, *, hear: bool, speak: bool, read: bool) -> None:
        """Loads the encoders and the engines named, side by side: importing, reading files and computing overlap."""
        jobs: list[Callable[[], object]] = [self.retriever.warm, english]
        jobs += [self._transcriber.get, lambda: self.snapper] if hear else []
        jobs += [self._synthesizer.get] if speak else []
        jobs += [each.get for each in (self._intents, self._needs) if read and each is not None]
        if read and (reader := self.reader) is not None:
            jobs.append(lambda: reader.prepare(self.retriever.vocabulary.uses))
            if isinstance(reader, CallReader):
                jobs.append(lambda: reader.prepare_calls(self.retriever.vocabulary))
        with ThreadPoolExecutor(len(jobs), thread_name_prefix="load") as pool:
            for done in [pool.submit(job) for job in jobs]:
                done.result()

    def load_all(self) -> None:
        """Loads every engine now and has the model read the head of its prompt, so that no turn waits for it."""
        self.load(hear=True, speak=True, read=True)


def open_parts(settings: Settings) -> Parts:
    """The parts the settings name. Only the catalog and its encoders are loaded here; the engines follow on first use."""
    retriever = open_retriever(settings)
    model = lazy_language_model(settings)
    reader = READERS[settings.llm_reads](model) if model is not None else None
    phraser = Phraser(model, retriever) if model is not None and settings.wording == "model" else None
    intents = Later(lambda: open_intents(retriever.text_encoder, settings.models / "intents"))
    needs = Later(lambda: open_needs(retriever.text_encoder, settings.models / "intents"))
    return Parts(retriever, Later(lambda: load_transcriber(settings)), Later(lambda: load_synthesizer(settings)), reader, settings.k, phraser, intents, needs)
