"""The shopper's words in English: the lexicon first, then the model, whose answer must hold."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from chat.languages.check import holds_against
from chat.languages.lexicon import Lexicon, lexicon
from chat.languages.numerals import arabic, european, numbers
from chat.languages.phrases import LANGUAGES, SOLD, folded, read_entries
from chat.languages.translate import LONGEST, Translation, Translator, most_tokens
from chat.llm import ScriptedModel
from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from core.model_table import QWEN
from core.settings import Settings
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary
from tests.conftest import MODELS

SENTENCES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))["sentences"]
KNOWN = [each for each in SENTENCES if not each.get("model")]


def written(english: str) -> ScriptedModel:
    return ScriptedModel([json.dumps({"en": english})])


@pytest.mark.parametrize("row", KNOWN, ids=[each["text"] for each in KNOWN])
def test_the_lexicon_alone_keeps_the_wishes(row: dict[str, Any], vocabulary: Vocabulary, boots: Sequence[Item], looking_at_boots: DialogueState) -> None:
    found = Translator(None).translate(row["text"], row["language"])
    assert found is not None and found.by == "phrases"
    state, shown = (looking_at_boots, boots) if row.get("after") else (DialogueState(), ())
    act = read_by_rule(found.english, state, vocabulary, shown).act
    meant = read_by_rule(row["english"], state, vocabulary, shown).act
    if "act" in row:
        assert (act.items, act.critiques, act.slot) == (meant.items, meant.critiques, meant.slot), found.english
        assert act.name in row["act"]
    else:
        assert wishes(flatten(act.constraints)) == wishes(flatten(meant.constraints)), found.english


def wishes(flat: dict[str, Any]) -> dict[str, Any]:
    return {slot: sorted(map(str, value)) if isinstance(value, list) else value for slot, value in flat.items()}


def test_a_known_sentence_needs_no_model_and_no_time() -> None:
    model = ScriptedModel([])
    assert Translator(model).translate("便宜一点的", "zh") == Translation("something cheaper", "phrases")
    start = time.process_time()
    for row in KNOWN:
        Translator(model, ()).english(row["text"], row["language"])
    assert (time.process_time() - start) / len(KNOWN) < 0.05
    assert not model.told


def test_the_model_is_told_the_known_words_and_bounded() -> None:
    model = written("I always get cold in my black boots, not over 80 dollars")
    text = "In meinen schwarzen Stiefeln friere ich, nicht über 80 Dollar"
    assert Translator(model).translate(text, "de") == Translation("I always get cold in my black boots, not over 80 dollars", "model")
    assert json.loads(model.told[0][-1]["content"]) == {"text": text, "words": {"schwarzen": "black", "stiefeln": "boots"}}
    assert most_tokens("你好") == 18 and most_tokens("x" * 100) == 66


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Regenfeste Schuhe die 80 Euro kosten", "de", "rainproof shoes for 90 euros"),  # another number
        ("Regenfeste Schuhe die 80 Euro kosten", "de", "rainproof shoes"),  # a number lost
        ("一百五十块以内会发光的鞋", "zh", "glowing shoes"),  # a Chinese number lost
        ("glitzernde Schuhe, aber kein Leder", "de", "glittering leather shoes"),  # negation lost
        ("会发光的鞋", "zh", "glowing 鞋"),  # not English
        ("会发光的鞋", "zh", ""),
    ],
)
def test_what_does_not_hold_is_not_used(text: str, language: str, english: str) -> None:
    found = Translator(written(english)).translate(text, language)
    assert found is not None and found.by == "words", "the known words alone are left"


def test_without_known_words_a_failed_translation_is_none() -> None:
    assert Translator(written("")).english("Wie geht's der Katze?", "de") is None
    assert Translator(None).english("Мне нужен рюкзак", "ru") is None
    assert Translator(ScriptedModel(["not json"])).english("Мне нужен рюкзак", "ru") is None
    assert Translator(written("I need a backpack")).english("Мне нужен рюкзак", "ru") == "I need a backpack"
    assert Translator(ScriptedModel([])).english("рюкзак " * LONGEST, "ru") is None, "too long for the model"
    assert Translator(written("I need a backpack")).english("Мне нужен рюкзак", "ru", lambda: True) is None, "cancelled"


def test_brands_stay_as_they_are() -> None:
    assert Translator(None, ["WildRunner", "Hearth & Pine"]).translate("WildRunner的鞋子", "zh") == Translation("wildrunner shoes", "phrases")
    assert Translator(None, ["WildRunner"]).translate("Schuhe von WildRunner", "de") is not None


def test_numbers_and_negation_are_compared() -> None:
    words = lexicon("zh")
    assert words is not None
    assert holds_against("under 1,500 dollars", "一千五百美元以下", "zh", words.gloss("一千五百美元以下"))
    assert holds_against("for my 8 year old", "给上小学的孩子", "zh", None), "a number written as a word"
    assert not holds_against("for 800 dollars", "给上小学的孩子", "zh", None)


@pytest.mark.parametrize(("text", "digits"), [
    ("一百五", "150"), ("一百五十", "150"), ("两百块", "200块"), ("三千二", "3200"), ("一千零五十元", "1050元"), ("十五", "15"),
    ("二十", "20"), ("一万二", "12000"),
    ("八岁", "8岁"), ("第二个", "第二个"), ("一个", "一个"), ("一双", "一双"), ("第十二个", "第十二个"),
])  # fmt: skip
def test_chinese_numerals(text: str, digits: str) -> None:
    assert arabic(text) == digits


@pytest.mark.parametrize(
    ("text", "plain"), [("1.200 €", "1200 €"), ("149,99", "149.99"), ("1 200", "1200"), ("2,5 l", "2.5 l"), ("rot, 5", "rot, 5"), ("1.5", "1.5")]
)
def test_european_numbers(text: str, plain: str) -> None:
    assert european(text) == plain
    assert numbers("1,200 and 2.5") == [1200, 2.5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_says_what_its_line_says(language: str) -> None:
    words = lexicon(language)
    assert words is not None
    for entry in read_entries(language):
        if entry.section in ("turns", *SOLD, "relative") and "{" not in entry.said:
            gloss = words.gloss(entry.said.replace("~", ""))
            assert not gloss.unknown and gloss.english, entry


def test_hostile_text_is_quick_and_harmless() -> None:
    for language in LANGUAGES:
        words = lexicon(language)
        assert words is not None
        for text in (
            "的" * 2000,
            "bitte " * 400,
            "(((((" * 300,
            "{n} ~ | -" * 50,
            "\U0001f600" * 500,
            "1" * 2000,
            "一百" * 800,
            "DROP TABLE items; --",
            "nicht nicht " * 150,
        ):
            start = time.process_time()
            words.gloss(text)
            assert time.process_time() - start < 1, (language, text[:20])


def test_a_line_that_is_no_phrase_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.txt").write_text("[things]\nboots\n", encoding="utf-8")
    monkeypatch.setattr("chat.languages.phrases.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="line 2"):
        read_entries("xx")
    assert folded("  Größe,  12,5 ", "de") == "groesse, 12.5"
    assert Lexicon("de", ()).gloss("rot").unknown == ("rot",)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    file = MODELS / QWEN.name / "model.gguf"
    if not file.is_file():
        pytest.skip(f"the weights {QWEN.name} are not in {MODELS}: run `python launch.py models fetch`")
    from chat.llamacpp import load_llama_cpp

    yield load_llama_cpp(file, Settings().cpu_threads, 0, tmp_path_factory.mktemp("prompt-cache"))


@pytest.mark.slow
def test_the_real_model_puts_eight_sentences_into_english(model: Any) -> None:
    translator = Translator(model)
    translator.prepare()
    wanted = [each for each in SENTENCES if each.get("model")]
    assert len(wanted) == 8
    right = 0
    for row in wanted:
        found = translator.translate(row["text"], row["language"])
        assert found is not None
        right += found.by == "model" and all(any(word in found.english.lower() for word in each.split("|")) for each in row["says"])
    assert right >= 7
