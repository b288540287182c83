"""What the shopper chooses of talking reaches the ear and the voice, and stays with the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.voice_choice import UNCHOSEN, VoiceChoice, chosen, voice_entries
from speech.voices_here import VoicesHere
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper
from tests.chat.ui.test_desk import settled

__all__ = ["browser", "shopper"]


@pytest.mark.parametrize(
    ("cookies", "found"),
    [
        ({}, UNCHOSEN),
        ({"vitrine-hears": "de", "vitrine-pace": "1.5"}, VoiceChoice("de", 1.5)),
        ({"vitrine-hears": "auto", "vitrine-pace": "0.8"}, VoiceChoice("auto", 0.8)),
        ({"vitrine-speaker": "en-gb+f2"}, VoiceChoice(voice="en-gb+f2")),
        ({"vitrine-hears": "", "vitrine-pace": "", "vitrine-speaker": ""}, UNCHOSEN),
        ({"vitrine-speaker": "../etc;x"}, UNCHOSEN),
        ({"vitrine-hears": "klingon", "vitrine-pace": "9000"}, UNCHOSEN),
        ({"vitrine-hears": "<script>", "vitrine-pace": "nan"}, UNCHOSEN),
    ],
)
def test_only_what_is_offered_can_be_chosen(cookies: dict[str, str], found: VoiceChoice) -> None:
    assert chosen(cookies) == found


def test_the_menu_shows_what_was_chosen() -> None:
    menu = voice_entries(VoiceChoice("fr", 1.2), ENGLISH, VoicesHere())
    assert '<option value="fr" selected>' in menu and '<option value="1.2" selected>' in menu
    assert menu.count(" selected") == 2
    assert '<option value="" selected>' in voice_entries(UNCHOSEN, ENGLISH, VoicesHere())


def test_the_menu_names_the_voices_of_this_machine_and_the_languages_without_one() -> None:
    here = VoicesHere({"en": (("en-gb", "English (Great Britain)"),), "de": (("de", "German"),)}, frozenset({"fr"}))
    menu = voice_entries(VoiceChoice(voice="en-gb"), ENGLISH, here)
    assert '<optgroup label="Deutsch"><option value="de">German</option></optgroup>' in menu
    assert '<option value="en-gb" selected>English (Great Britain)</option>' in menu
    assert '<option value="fr" data-silent>Français (only shown)</option>' in menu and ENGLISH.no_voice in menu and "Deutsch (" not in menu
    assert CHINESE.only_shown.format("Français") in voice_entries(UNCHOSEN, CHINESE, here)
    assert "vitrine-speaker" not in voice_entries(UNCHOSEN, ENGLISH, VoicesHere(silent=frozenset({"de"}))), "one voice is no choice"


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")
def test_a_language_without_a_voice_here_is_told_as_soon_as_it_is_chosen(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="More", exact=True).click()
    note = shopper.page.get_by_text(ENGLISH.no_voice)
    expect(note).to_be_hidden()
    shopper.page.get_by_label("I speak").select_option("fr")
    expect(note).to_be_visible()
    shopper.page.get_by_label("I speak").select_option("de")
    expect(note).to_be_hidden()


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")
def test_what_is_chosen_in_the_menu_is_heard_and_spoken(shopper: Shopper, recording: Path) -> None:
    shopper.page.get_by_role("button", name="More", exact=True).click()
    shopper.page.get_by_label("Pace of the voice").select_option("1.5")
    shopper.page.get_by_label("I speak").select_option("de")
    shopper.page.get_by_label("Voice", exact=True).select_option("en-gb")
    shopper.page.keyboard.press("Escape")
    shopper.attach(recording)
    shopper.page.locator("#box textarea").press("Enter")
    expect(shopper.cards).to_have_count(2, timeout=20_000)
    settled(shopper)
    assert shopper.house.ears.languages == ["de"]
    assert set(shopper.house.voice.rates) == {1.5} and set(shopper.house.voice.voices) == {"en-gb"}
    shopper.reload()
    shopper.page.get_by_role("button", name="More", exact=True).click()
    expect(shopper.page.get_by_label("Pace of the voice")).to_have_value("1.5")
    expect(shopper.page.get_by_label("I speak")).to_have_value("de")
    expect(shopper.page.get_by_label("Voice", exact=True)).to_have_value("en-gb")
