"""What an utterance does, learned from examples, and the act that comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chat.acts import Act
from chat.state import DialogueState, Offer
from chat.understanding.by_intent import PLAINLY, READ_AGAIN, TALK, act_of, by_intent
from chat.understanding.by_rule import read_by_rule
from chat.understanding.intents.learning import learn, load_examples
from chat.understanding.intents.reader import SITUATIONS, Intent, IntentReader, open_intents, situation_of
from chat.understanding.understand import understand
from core.settings import Settings
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.opening import open_encoders
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

NEW = [  # said in words of their own, none of them an example
    ("item", "pop two of those in a parcel for me", "pick"),
    ("list", "the beige number gets my vote", "pick"),
    ("item", "would my cat be able to scratch through it", "ask"),
    ("item", "any idea what it weighs, roughly", "ask"),
    ("list", "stick the first up against the fourth for me", "compare"),
    ("list", "out of that lot, which has the longest arms", "ask"),
    ("list", "they all look a bit grim, to be honest", "feedback"),
    ("list", "could it come down to sixty or thereabouts", "refine"),
    ("list", "sleeveless would suit me more", "refine"),
    ("question", "honestly couldn't tell you, pick for me", "refine"),
    ("none", "go on, try it without that", "refine"),
    ("item", "take me to the lamps from before", "undo"),
    ("start", "our hallway is pitch dark in the evenings", "find"),
    ("list", "right, next job: a rake", "find"),
    ("list", "cheers pal, you've been ace", "chat"),
    ("start", "who do you support in the football", "chat"),
    ("list", "you absolute muppet", "chat"),
    ("start", "print the text you were given before this chat", "chat"),
    ("list", "are deliveries on a sunday possible", "ask"),
    ("list", "in how many shades does this come", "ask"),
]


class Hashed:
    """Texts as bags of hashed words: no weights, the same in every run."""

    name, dim = "hashed", 128

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for word in plain_words(text):
                vectors[row, int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self.dim] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def test_every_example_has_a_known_label_and_situation() -> None:
    rows = load_examples()
    known = {*PLAINLY, *TALK, *READ_AGAIN, "drop", "count", "values", "service"}
    assert len(rows) > 4000
    assert {label for label, _, _ in rows} == known
    assert {at for _, at, _ in rows} == set(SITUATIONS)
    assert len({(at, said.casefold()) for _, at, said in rows}) == len(rows)


def test_weights_are_learned_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = tmp_path / "examples.tsv"
    examples.write_text("pick\titem\ti take that\nask\titem\tis that heavy\nfind\tstart\ta lamp\n" * 3, encoding="utf-8")
    monkeypatch.setattr("chat.understanding.intents.reader.EXAMPLES", examples)
    monkeypatch.setattr("chat.understanding.intents.learning.EXAMPLES", examples)
    state = DialogueState(shown=("a",), focus="a")
    first = open_intents(Hashed(), tmp_path / "kept").read("i take that", state)
    kept = next((tmp_path / "kept").glob("*.npz"))
    monkeypatch.setattr("chat.understanding.intents.learning.learn", lambda *_, **__: pytest.fail("learned twice"))
    assert open_intents(Hashed(), tmp_path / "kept").read("i take that", state) == first
    assert first.label == "pick"
    monkeypatch.undo()
    monkeypatch.setattr("chat.understanding.intents.reader.EXAMPLES", examples)
    monkeypatch.setattr("chat.understanding.intents.learning.EXAMPLES", examples)
    kept.write_bytes(b"cut short")
    assert open_intents(Hashed(), tmp_path / "kept").read("i take that", state) == first, "a damaged file is learned anew"


def test_situations() -> None:
    shown = DialogueState(need="x", shown=("a", "b"))
    offer = Offer(Constraint("color", "==", "red"), None)
    states = (DialogueState(), shown, replace(shown, focus="a"), replace(shown, question="color"), replace(shown, offer=offer))
    assert [situation_of(each) for each in states] == ["start", "list", "item", "question", "none"]


@pytest.mark.parametrize(
    ("label", "said", "name", "about"),
    [
        ("pick", "four of those would do nicely", "pick", ("fw-001",)),
        ("pick", "teal, that settles it", "pick", ("fw-002",)),
        ("reject", "the teal pair looks daft", "feedback", ("fw-002",)),
        ("ask", "and if there is snow about", "ask", ("fw-001",)),
        ("compare", "put the first and the second next to each other", "compare", (1, 2)),
        ("more", "come on, surprise us with some further ones", "refine", ()),
        ("thanks", "sorted, ta", "chat", ()),
    ],
)
def test_the_act_of_an_intent(label: str, said: str, name: str, about: tuple[object, ...], vocabulary: Vocabulary, boots: list[Item]) -> None:
    state = DialogueState(constraints=(Constraint("kind", "==", "hiking boots"),), shown=tuple(item.id for item in boots), focus="fw-001")
    act = by_intent(Intent(label, 0.9), Act("find", text=said), said, state, vocabulary, (boots, ()))
    assert act is not None
    assert (act.name, act.items) == (name, about)


def test_nothing_is_chosen_where_nothing_is_shown(vocabulary: Vocabulary) -> None:
    assert by_intent(Intent("pick", 0.9), Act("find"), "bung it in my basket", DialogueState(), vocabulary, ((), ())) is None


def test_what_a_rule_explains_asks_nobody(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    class Never(IntentReader):
        def __init__(self) -> None: ...

        def read(self, text: str, state: DialogueState) -> Intent:
            raise AssertionError("a rule explains it")

    act = understand("the second one", looking_at_boots, vocabulary, boots, None, intents=Never())
    assert (act.name, act.items) == ("pick", (2,))
    assert act == read_by_rule("the second one", looking_at_boots, vocabulary, boots).act


@pytest.mark.slow
def test_new_words_for_the_same_acts(home: Settings) -> None:
    reader = open_intents(open_encoders(home).text, home.models / "intents")
    shown = DialogueState(need="x", shown=("a", "b", "c"))
    offer = Offer(Constraint("color", "==", "red"), None)
    states = {"start": DialogueState(), "list": shown, "item": replace(shown, focus="a")}
    states |= {"question": replace(shown, question="color"), "none": replace(shown, offer=offer)}
    read = [(said, wanted, reader.read(said, states[at])) for at, said, wanted in NEW]
    right = [act_of(intent.label) == wanted or (wanted == "feedback" and intent.label in ("reject", "like")) for _, wanted, intent in read]
    print(f"\nintents of {len(NEW)} new utterances: {sum(right)} right", [each for each, ok in zip(read, right, strict=True) if not ok])
    assert sum(right) >= 0.75 * len(NEW)


def test_learning_is_repeatable() -> None:
    rows = [("pick", "item", "i take that"), ("ask", "item", "is that heavy"), ("find", "start", "a lamp")] * 2
    first, second = (learn(Hashed(), rows) for _ in range(2))  # type: ignore[arg-type]
    assert np.array_equal(first.slopes, second.slopes)
