"""Which language a message is in: never guessed from a brand, a French cooking word or a number."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from chat.languages.detect import language_of

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))["sentences"]
ENGLISH = (
    "I need waterproof hiking boots under 150 dollars",
    "cheaper",
    "the second one",
    "WildRunner shoes",
    "a chic café table",
    "die-cut stickers",
    "something chic for a soirée",
    "do you have Le Creuset pots",
    "El Camino jacket",
    "Los Angeles cap",
    "a Die Hard poster",
    "Das Keyboard",
    "show me the Nordvik Große backpack",
    "La Mer cream",
    "un-dyed wool socks",
    "crème brûlée torch",
    "an à la carte menu holder",
    "a piñata for kids",
    "naïve art print",
    "Hearth & Pine",
    "Maren",
    "red",
    "sofa",
    "no",
    "black jeans",
    "yoga mat",
    "is it waterproof?",
    "compare 1 and 2",
    "kindergarten backpack",
    "a doppelgänger costume",
    "en suite mirror",
    "gift for my dad who loves coffee",
    "Bodum French press",
    "pour over coffee maker",
    "espresso mug",
    "do you ship to Köln?",
    "something for a quinceañera",
    "sans serif poster",
    "faux leather tote",
    "per favor no leather",
    "water bottle 0.5 l",
    "a lamp for the son of my boss",
    "hot pot",
    "a matte black mug",
    "mocha",
    "I want something la di da",
    "des moines t-shirt",
    "under 50 euros",
    "what about number 3?",
    "Café Noir mug",
    "pastel",
    "rose gold watch",
    "vert green bottle",
    "de Buyer pan",
    "Van Gogh puzzle",
    "mi casa doormat",
    "can i get it in noir",
    "Señor Frog t-shirt",
    "Adiós mug please",
    "thx",
    "hi",
    "lol",
    "USB C cable",
    "men",
    "for him",
    "jacket men xl",
    "tent 2 person",
)
SWITCHES = (  # the conversation's language, the message, its language
    ("zh", "黑色", "zh"),
    ("zh", "ok", "zh"),
    ("zh", "Nike", "zh"),
    ("zh", "50", "zh"),
    ("zh", "👍", "zh"),
    ("zh", "WildRunner 有吗", "zh"),
    ("en", "Nike 的鞋", "zh"),
    ("en", "有 Stride Lab 吗", "zh"),
    ("zh", "show me black boots", "en"),
    ("zh", "the second one", "en"),
    ("zh", "cheaper", "en"),
    ("zh", "thanks", "en"),
    ("zh", "is it waterproof?", "en"),
    ("zh", "black boots", "en"),
    ("de", "in black please", "en"),
    ("fr", "show me the first one", "en"),
    ("en", "150", "en"),
    ("en", "👍👍", "en"),
    ("en", "", "en"),
    ("en", "do you have the 禅 poster", "en"),
    ("en", "登山靴を探しています", "ja"),
    ("en", "등산화 있어요?", "ko"),
    ("en", "мне нужен рюкзак", "ru"),
    ("en", "мені потрібен рюкзак", "uk"),
    ("en", "أريد حقيبة", "ar"),
    ("en", "θέλω μια τσάντα", "el"),
    ("en", "אני צריך תיק", "he"),
    ("en", "ผมต้องการกระเป๋า", "th"),
    ("en", "मुझे जूते चाहिए", "hi"),
    ("en", "danke", "de"),
    ("en", "gracias", "es"),
    ("en", "merci", "fr"),
    ("en", "grazie", "it"),
    ("en", "dank je wel", "nl"),
    ("en", "obrigado", "pt"),
    ("fr", "rouge", "fr"),
    ("de", "rot", "de"),
    ("es", "negro", "es"),
    ("fr", "le premier", "fr"),
    ("de", "ja", "de"),
    ("es", "sí", "es"),
    ("de", "Leder", "de"),
    ("de", "ok", "de"),
    ("fr", "plus grand", "fr"),
    ("fr", "en coton, si possible", "fr"),
    ("de", "WildRunner", "de"),
    ("en", "rote Schuhe bitte", "de"),
    ("en", "zapatos rojos", "es"),
    ("en", "chaussures rouges", "fr"),
    ("en", "vorrei una tenda", "it"),
    ("en", "quero uma tenda", "pt"),
    ("en", "ik wil een tent", "nl"),
    ("en", "Regenjacke für Kinder", "de"),
    ("en", "billiger", "de"),
    ("en", "más barato", "es"),
    ("en", "moins cher", "fr"),
    ("en", "più economico", "it"),
    ("en", "goedkoper", "nl"),
    ("en", "mais barato", "pt"),
)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("row", SENTENCES, ids=[each["text"] for each in SENTENCES])
def test_sentences_of_shoppers(row: dict[str, str]) -> None:
    assert language_of(row["text"]) == row["language"]
    assert language_of(row["text"], row["language"]) == row["language"]


@pytest.mark.parametrize(("before", "text", "language"), SWITCHES)
def test_a_conversation_keeps_its_language_until_another_is_written(before: str, text: str, language: str) -> None:
    assert language_of(text, before) == language
