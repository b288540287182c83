"""Scripts are read strictly: what they cannot mean is an error that names the file, the turn and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.evaluation.script import load_scripts, read_script
from core.errors import BadInput, NotFound

WHOLE = """
name: cheaper boots
catalog: starter
tags: [refine, price]
held: true
turns:
  - say: boots under 150
    speak: true
    voice: espeak-ng
    noise_db: 10
    expect:
      act: find
      move: [recommend, clarify]
      state: {kind: boots, max_price: {">=": 100, "<=": 150}, color: null}
      items:
        all: {price: {"<=": 150}, audience: {in: [men, unisex]}}
        none: {material: leather}
        any: {color: [teal, red]}
        first: {waterproof: true}
        count: {">=": 1, "<=": 6}
        include: [fw-012]
        exclude: [previous.first]
      reply: {mentions_first: true, contains: [boots], not_contains: [leather], any_of: ["$79", 79]}
  - tap: Something cheaper
  - photo: boots.png
"""


def script(folder: Path, text: str, name: str = "one.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    dialogue = read_script(script(tmp_path, WHOLE))
    first, second, third = dialogue.turns
    assert (dialogue.name, dialogue.catalog, dialogue.tags, dialogue.held, dialogue.spoken) == ("cheaper boots", "starter", ("refine", "price"), True, True)
    assert (first.voice, first.noise_db) == ("espeak-ng", 10)
    assert first.expect is not None and first.expect.act == ("find",) and first.expect.move == ("recommend", "clarify")
    assert first.expect.state == {"kind": "boots", "max_price": {">=": 100, "<=": 150}, "color": None}
    assert first.expect.items.include == ("fw-012",) and first.expect.items.count == {">=": 1, "<=": 6}
    assert first.expect.reply.mentions_first and first.expect.reply.any_of == ("$79", "79")
    assert second.tap == "Something cheaper" and second.expect is None
    assert third.photo == "boots.png"


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ("- say: hi\n    expects: {}", "turn 1: unknown key expects: did you mean expect?"),
        ("- say: hi\n    expect: {moves: recommend}", "unknown key expect.moves: did you mean move?"),
        ("- say: hi\n    expect: {move: recomend}", "'recomend' is no move: did you mean recommend?"),
        ("- say: hi\n    expect: {act: [find, buy]}", "'buy' is no act"),
        ("- say: hi\n    expect: {items: {every: {price: 1}}}", "unknown key expect.items.every"),
        ('- say: hi\n    expect: {items: {all: {price: {"=<": 5}}}}', "items.all.price has the unknown operator '=<'"),
        ("- say: hi\n    expect: {items: {all: {price: {}}}}", "has no operator"),
        ("- say: hi\n    expect: {items: {all: [1]}}", "a mapping of slots to values is needed"),
        ("- say: hi\n    expect: {reply: {contain: [a]}}", "unknown key expect.reply.contain: did you mean contains?"),
        ("- say: hi\n    expect: {reply: {contains: [yes]}}", "put yes, no and dates in quotes"),
        ("- say: hi\n    speak: very", "true or false is needed"),
        ("- say: hi\n    noise_db: loud", "a number is needed"),
        ("- expect: {move: chat}", "has nothing to do"),
        ("- say: hi\n    tap: Cheaper", "taps and says at once"),
        ("- photo: a.png\n    speak: true", "speaks without words"),
        ("- say: [a]", "text is needed"),
        ("- just words", "a mapping of say"),
    ],
)
def test_what_cannot_be_meant_is_an_error(tmp_path: Path, turns: str, words: str) -> None:
    path = script(tmp_path, f"name: x\nturns:\n  {turns}\n")
    with pytest.raises(BadInput) as raised:
        read_script(path)
    assert words in str(raised.value) and str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: x\nturn: []", "unknown key turn: did you mean turns?"),
        ("turns:\n  - say: hi", "has no name"),
        ("name: x", "needs a list of turns"),
        ("name: x\nturns: []", "needs a list of turns"),
        ("name: [", "not valid YAML"),
        ("- 1", "a mapping of name"),
    ],
)
def test_a_file_that_is_no_dialogue(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("?", r"\?")):
        read_script(script(tmp_path, text))


def test_folders_are_read_at_any_depth_and_names_are_unique(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    script(tmp_path, "name: a\nturns: [{say: hi}]", "a.yaml")
    script(tmp_path, "name: b\nturns: [{say: hi}]", "held/b.yml")
    assert [each.name for each in load_scripts([tmp_path, tmp_path / "a.yaml"])] == ["a", "b"]
    script(tmp_path, "name: a\nturns: [{say: ho}]", "c.yaml")
    with pytest.raises(BadInput, match="both hold the dialogue 'a'"):
        load_scripts([tmp_path])


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_scripts([tmp_path / "none.yaml"])
    with pytest.raises(BadInput, match="holds no dialogues"):
        load_scripts([tmp_path])
