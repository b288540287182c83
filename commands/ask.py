"""`ask`: one turn from words, a sound file, a photo, or several of them; the conversation can be kept in a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from chat.acts import Utterance
from chat.as_json import turn_record
from chat.parts import open_parts
from chat.reply import Reply
from chat.state import DialogueState, from_json, to_json
from chat.turn import check, take_turn
from chat.wording.facts import price_of
from commands.search import read_photo
from core.errors import BadInput, StorageError
from core.settings import Settings
from retrieval.photo import load_photo
from speech.decode import read_clip
from speech.wav import joined, write_wav


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the reply, or one JSON value. Raises BadInput for files and words that cannot be used; the state file is then untouched."""
    said = Utterance(arguments.text or "", read_clip(arguments.audio) if arguments.audio else None, checked_photo(arguments.photo))
    check(said)  # before anything is loaded: bad input is told at once
    state = read_state(arguments.state)
    aloud = bool(arguments.speak or arguments.audio)
    parts = open_parts(settings)
    parts.load(hear=said.clip is not None, speak=aloud, read=False)
    after, reply = take_turn(parts, state, said, aloud=aloud)
    sound = [clip for _, clip in reply.audio]
    if arguments.speak and sound:
        write_wav(joined(sound), arguments.speak)
    elif arguments.speak:
        print(f"vitrine: no voice here speaks {reply.language!r}, so {arguments.speak} was not written", file=sys.stderr)
    if arguments.state:
        write_state(arguments.state, after)
    if arguments.json:
        files = {"audio": str(arguments.speak) if arguments.speak and sound else None, "state_file": str(arguments.state) if arguments.state else None}
        print(json.dumps({**turn_record(after, reply), **files}, ensure_ascii=False))
    else:
        show(reply)
    return 0


def checked_photo(path: Path | None) -> bytes | None:
    """The bytes of the photo, refused before anything is loaded where they are no usable photo. Raises NotFound, BadInput."""
    if path is None:
        return None
    data = read_photo(path)
    load_photo(data)
    return data


def read_state(path: Path | None) -> DialogueState:
    """The conversation in the file, a new one where there is no file yet. Raises BadInput for a file that is none."""
    if path is None or not path.exists():
        return DialogueState()
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the state file {path} cannot be read ({error}): give another file or start a new one") from None


def write_state(path: Path, state: DialogueState) -> None:
    """Writes the state beside the file, then puts it in place: a crash leaves the old conversation."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(to_json(state), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise StorageError(f"the state cannot be written to {path} ({error.strerror}): choose another place") from None


def show(reply: Reply) -> None:
    """The reply for a person at a terminal."""
    if reply.understood.photo:
        print(f"(saw: {', '.join(f'{each.value} {each.confidence:.0%}' for each in reply.understood.photo.attributes)})")
    print(reply.text)
    for each in reply.suggestions:
        why = ", ".join(reason.text for reason in each.reasons)
        print(f"  {each.rank}. {', '.join(part for part in (each.item.title, each.item.brand, price_of(each.item)) if part)}" + (f"  ({why})" if why else ""))
    if reply.chips:
        print("  > " + "  |  ".join(chip.label for chip in reply.chips))
