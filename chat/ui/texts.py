"""Every word the page itself says. One value for each language; what is said about items comes from `chat/wording`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    """The page's own words in one language. `{}` is filled in; what comes of the catalog stays as the shop wrote it."""

    title: str
    tagline: str
    welcome: str
    ask_here: str
    read_aloud: str
    stop: str
    hears: str
    hears_usual: str
    hears_any: str
    pace: str
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
    more_like: str
    not_for_me: str
    compare: str
    details: str
    number: str
    stars: str
    reviews: str
    why_not: str
    too_expensive: str
    too_heavy: str
    too_much: str
    wrong_value: str
    just_not: str
    cancel: str
    said_not: str
    said_not_for: str
    said_like: str
    understood: str
    must: str
    nice: str
    also: str
    in_photo: str
    words_wish: str
    like_wish: str
    sort_wish: str
    take_back: str
    change: str
    new_value: str
    apply: str
    enough_nice: str
    make_must: str
    no_matter: str
    forget_photo: str
    said_no_longer: str
    said_rather: str
    said_nice: str
    said_must: str
    said_seen: str
    close: str
    compare_title: str
    compare_go: str
    compare_more: str
    compare_most: str
    compare_clear: str
    compare_tell: str
    compare_same: str
    compare_differ: str
    best: str
    not_given: str
    price_label: str
    about_it: str
    facts_title: str
    colorways: str
    similar: str
    goes_with: str
    in_stock: str
    sold_out: str
    at_the_shop: str
    tell_me: str
    add_compare: str
    surprise: str
    said_surprise: str
    undo: str
    said_undo: str
    map: str
    map_title: str
    map_hint: str
    map_wish: str
    map_photo: str
    map_shown: str
    menu: str
    catalog: str
    export: str
    export_markdown: str
    export_json: str
    export_pictures: str
    delete: str
    delete_sure: str
    theme: str
    language: str
    help: str
    honest: str
    correct: str
    correcting: str
    good: str
    bad: str
    bad_why: str
    thanks: str
    bad_misheard: str
    bad_misunderstood: str
    bad_results: str
    bad_slow: str
    bad_other: str
    you: str
    shop: str
    keys_title: str
    key_say: str
    key_numbers: str
    key_compare: str
    key_undo: str
    key_map: str
    key_help: str
    key_stop: str
    how_title: str
    how_ranked: str
    how_facts: str
    how_private: str
    how_models: str
    how_hears: str
    how_reads: str
    how_speaks: str
    how_searches: str
    how_none: str
    how_times: str
    how_understood: str
    by_rule: str
    by_intent: str
    by_model: str
    by_both: str
    by_tap: str
    stage_hear: str
    stage_understand: str
    stage_find: str
    stage_word: str
    stage_first_audio: str
    stage_total: str
    waiting: str
    full: str
    expired_view: str
    language_code: str = "en"


ENGLISH = Texts(
    title="Vitrine",
    tagline="the shop you can talk to",
    welcome="Hello! Tell me what you are looking for: type it, say it, or show me a photo. Then narrow it down: “cheaper”, “in black”, “the second one”.",
    ask_here="What are you looking for?",
    read_aloud="Read aloud",
    stop="Stop",
    hears="I speak",
    hears_usual="the shop's language",
    hears_any="let it guess",
    pace="Pace of the voice",
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
    more_like="More like this",
    not_for_me="Not for me",
    compare="Compare",
    details="Details",
    number="number {}",
    stars="rated {} of 5",
    reviews="{} reviews",
    why_not="What is wrong with it?",
    too_expensive="Too expensive",
    too_heavy="Too heavy",
    too_much="Too much: {}",
    wrong_value="Not this {}: {}",
    just_not="Just not for me",
    cancel="Cancel",
    said_not="Not the {}",
    said_not_for="Not the {}: {}",
    said_like="More like the {}",
    understood="What I understood",
    must="Must have",
    nice="Nice to have",
    also="And",
    in_photo="In your photo",
    words_wish="“{}”",
    like_wish="like the {}",
    sort_wish="sorted by {}",
    take_back="Take back: {}",
    change="Change: {}",
    new_value="Instead",
    apply="Apply",
    enough_nice="Nice to have is enough",
    make_must="It is a must",
    no_matter="Does not matter",
    forget_photo="Forget the photo",
    said_no_longer="No longer: {}",
    said_rather="Rather: {}",
    said_nice="Nice to have: {}",
    said_must="A must: {}",
    said_seen="In the photo: {}",
    close="Close",
    compare_title="Side by side",
    compare_go="Compare {}",
    compare_more="Pick one more to compare",
    compare_most="Four is the most",
    compare_clear="Clear",
    compare_tell="Tell me the difference",
    compare_same="The same for all",
    compare_differ="What differs",
    best="best",
    not_given="not given",
    price_label="price",
    about_it="About it",
    facts_title="Facts",
    colorways="Also in",
    similar="More like this",
    goes_with="Goes well with",
    in_stock="{} in stock",
    sold_out="Out of stock",
    at_the_shop="See it at the shop",
    tell_me="Tell me about it",
    add_compare="Add to comparison",
    surprise="Surprise me",
    said_surprise="Surprise me",
    undo="Undo",
    said_undo="Go back",
    map="Map",
    map_title="Map of the shop",
    map_hint="Things that are alike lie close together. Tap one to see it.",
    map_wish="your wishes",
    map_photo="your photo",
    map_shown="on show now",
    menu="More",
    catalog="Catalog",
    export="Export",
    export_markdown="as text (Markdown)",
    export_json="as data (JSON)",
    export_pictures="with pictures (ZIP)",
    delete="Delete everything",
    delete_sure="Delete this conversation, its photos and its recordings for good?",
    theme="Light or dark",
    language="中文",
    help="Help and keys",
    honest="How this works",
    correct="Correct and send again",
    correcting="Correcting what you said; Esc leaves it as it was.",
    good="Good answer",
    bad="Bad answer",
    bad_why="What was wrong?",
    thanks="Thank you, noted on this machine.",
    bad_misheard="Misheard",
    bad_misunderstood="Misunderstood",
    bad_results="Wrong things shown",
    bad_slow="Too slow",
    bad_other="Something else",
    you="You",
    shop="Vitrine",
    keys_title="Keys",
    key_say="write a wish",
    key_numbers="details of that number",
    key_compare="compare the numbers picked",
    key_undo="undo",
    key_map="map of the shop",
    key_help="this sheet",
    key_stop="stop, close",
    how_title="Honest about itself",
    how_ranked=(
        "How results are ranked: what must hold is a filter; what is left is ranked by how close its words and picture come to yours, by "
        "the wishes it meets, and a little by rating and stock. Nobody can pay for a place."
    ),
    how_facts=(
        "Every price, number and attribute comes from the shop's own catalog. A language model helps to read what you write; it never ranks and adds no fact."
    ),
    how_private="Everything runs on this machine. Conversations are kept in memory and forgotten an hour after the last word, or when you delete them.",
    how_models="Models",
    how_hears="hears",
    how_reads="reads",
    how_speaks="speaks",
    how_searches="searches",
    how_none="none: rules alone",
    how_times="The last turn took",
    how_understood="understood by {}",
    by_rule="rules",
    by_intent="rules and examples",
    by_model="the language model",
    by_both="rules and the language model",
    by_tap="your tap",
    stage_hear="hear",
    stage_understand="understand",
    stage_find="find",
    stage_word="word",
    stage_first_audio="first sound after",
    stage_total="total",
    waiting="{} before you: one moment, please",
    full="The shop is full just now. Please try again in a minute.",
    expired_view="This is no longer here: reload the page.",
)
