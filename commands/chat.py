"""`chat`: a conversation in the terminal, one line a turn."""

from __future__ import annotations

import argparse
import sys

from chat.acts import Utterance
from chat.parts import open_parts
from chat.state import DialogueState
from chat.turn import take_turn
from commands.ask import show
from core.errors import BadInput
from core.settings import Settings

PROMPT = "you> "
LEAVE = {"exit", "quit", ":q"}


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Reads lines until the end of input. Bad input is answered with its sentence and the conversation goes on."""
    parts = open_parts(settings)
    state = DialogueState()
    interactive = sys.stdin.isatty()
    print("Ask for anything in the shop; Ctrl-D ends.")
    while True:
        try:
            line = input(PROMPT if interactive else "")
        except EOFError:
            print()
            return 0
        if not interactive:
            print(PROMPT + line)
        if line.strip().lower() in LEAVE:
            return 0
        try:
            state, reply = take_turn(parts, state, Utterance(line), aloud=False)
        except BadInput as error:
            print(error)
            continue
        show(reply)
