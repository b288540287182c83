"""Every word the page itself says. One value for each language; what is said about items comes from `chat/wording`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    title: str
    tagline: str
    welcome: str
    ask_here: str
    read_aloud: str
    stop: str
    hands_free: str
    hands_free_hint: str
    again: str
    listening: str
    looking: str
    thinking: str
    stopped: str
    failed: str
    voice_failed: str
    heard: str
    seen: str
    shown_photo: str
    window_title: str
    window_hint: str
    suggestions_title: str
    wishes: str
    none_title: str
    none_hint: str
    none_at_all: str
    why: str
    no_picture: str
    warming: str
    cold: str
    expired: str


ENGLISH = Texts(
    title="Vitrine",
    tagline="the shop you can talk to",
    welcome="Hello! Tell me what you are looking for: type it, say it, or show me a photo. Then narrow it down: “cheaper”, “in black”, “the second one”.",
    ask_here="What are you looking for?",
    read_aloud="Read aloud",
    stop="Stop",
    hands_free="Hands-free",
    hands_free_hint="Talk without tapping: the microphone stays open, and you may cut in",
    again="New conversation",
    listening="Listening to your recording",
    looking="Looking at your photo",
    thinking="Thinking",
    stopped="Stopped.",
    failed="Something went wrong on our side and nothing was changed. Please try again.",
    voice_failed="The voice failed, so this answer can only be read.",
    heard="heard",
    seen="looks like: {}",
    shown_photo="your photo",
    window_title="In the window",
    window_hint="A few of the things this shop has. Tap one to see more of its kind.",
    suggestions_title="Picked for you",
    wishes="you want",
    none_title="Nothing matches",
    none_hint="Nothing in this shop meets all of these wishes. Loosen one:",
    none_at_all="Nothing in this shop meets all of these wishes.",
    why="Why",
    no_picture="no picture",
    warming="Warming up: the models are still loading. You can look around already; the first answer may take a moment.",
    cold="Part of the shop could not start: {}",
    expired="This conversation had expired, so a new one was begun.",
)
