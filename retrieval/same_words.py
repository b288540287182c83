"""Words for the same thing. Data only, in the plain form of retrieval/words.py; it names no catalog's values, the vocabulary joins the two.

A row is what shoppers call a thing. What stands before its bar (all of a row without one) means just the same: a shop that writes some of it on some
items and some on others means one thing. What stands behind comes near enough where the shop has nothing closer: a shop with cardigans and sweaters
tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from retrieval.words import plain_words

Words = tuple[str, ...]


def _rows(table: str) -> list[tuple[tuple[Words, ...], tuple[Words, ...]]]:
    return [(_phrases(same), _phrases(near)) for same, _, near in (row.partition("|") for row in table.strip().splitlines())]


def _phrases(text: str) -> tuple[Words, ...]:
    """In plain words, each once: "electronics" and "electronic" are one."""
    return tuple(dict.fromkeys(words for each in text.split(",") if (words := plain_words(each))))


TABLE = """
    sofa, couch, settee | loveseat
    backpack, rucksack, knapsack | daypack, schoolbag
    sneaker, trainer | tennis shoe, gym shoe, plimsoll
    running shoe, jogging shoe
    dress shoe, formal shoe, smart shoe | oxford, brogue, derby shoe
    rain boot, welly, wellie, wellington, wellington boot, rubber boot, gumboot, gum boot
    hiking boot, walking boot, trekking boot | mountain boot, hiking shoe, trekking shoe
    | sandal, flip flop, flipflop
    slipper, house shoe
    sweater, jumper, pullover | sweatshirt, cardigan, jersey
    rain jacket, raincoat, rain coat | waterproof jacket, anorak, cagoule, rain shell, shell jacket
    fleece jacket, fleece
    t shirt, tee, tshirt, tee shirt
    button down, button up | shirt, blouse
    jean, denim trouser, denim pant
    duffel bag, duffle bag, duffel, duffle, holdall | gym bag, weekender, weekend bag, sports bag
    tote bag, tote | shopper bag, shopping bag
    messenger bag, courier bag | satchel, shoulder bag, crossbody bag, laptop bag
    suitcase, trolley case | carry on, cabin bag, wheeled bag, rolling bag
    headlamp, head torch, head lamp, head light | headlight
    water bottle, drinking bottle | canteen, hydration bottle
    camping stove, camp stove | gas stove, hiking stove
    camping chair, camp chair | folding chair
    faux leather, vegan leather, imitation leather, synthetic leather, fake leather, artificial leather, pu leather, leatherette
    frying pan, skillet, fry pan, frypan, saute pan
    stockpot, stock pot | cooking pot, saucepan, casserole, stew pot, dutch oven, sauce pan
    coffee maker, coffee machine, coffeemaker, coffee brewer
    kettle, teakettle, tea kettle
    mug, coffee mug | coffee cup, teacup, tea cup
    cutting board, chopping board, chopping block, bread board
    chef knife, cook knife | kitchen knife, chopping knife, cooking knife
    cushion, throw pillow, scatter cushion | pillow
    | blanket, throw blanket, bedspread
    | rug, carpet, floor mat
    mirror, looking glass
    desk chair, office chair, task chair | swivel chair, computer chair, work chair
    writing desk, writing table | desk, work table, office desk
    bookshelf, bookcase, book shelf | shelf, shelving, shelving unit
    bar stool, barstool | stool, footstool
    | coffee table, side table, low table
    desk lamp, desk light | table lamp, bedside lamp, reading lamp, table light, bedside light, nightstand lamp
    floor lamp, standing lamp, standard lamp, floor light, standing light
    pendant lamp, hanging lamp, pendant light, hanging light, pendant | ceiling lamp, ceiling light, chandelier
    string light, fairy light, light chain, garland light, christmas light
    | headphone, headset, over ear headphone
    earbud, earphone, in ear headphone, ear bud, ear phone, airpod, in ear
    bluetooth speaker, wireless speaker | portable speaker
    turntable, record player, vinyl player
    soundbar, sound bar | tv speaker
    smartwatch, smart watch | fitness watch, fitness tracker, activity tracker
    watch, wristwatch, wrist watch, timepiece
    power bank, powerbank, portable charger | battery pack, external battery
    mouse, computer mouse
    tablet, tablet computer
    keyboard, computer keyboard
    | yoga mat, exercise mat, fitness mat, pilates mat
    dumbbell, hand weight, free weight, dumb bell
    kettlebell, kettle bell
    resistance band, exercise band, fitness band, stretch band
    jump rope, skipping rope, skip rope
    foam roller, massage roller
    bicycle, bike, push bike
    bike helmet, cycling helmet, bicycle helmet, cycle helmet
    bike light, bicycle light, cycling light, bike lamp, bicycle lamp
    bike lock, bicycle lock, cycle lock, u lock, d lock
    watering can, water can
    plant pot, flower pot, flowerpot | planter
    pruning shear, secateur, pruner | garden shear, hedge clipper
    bird feeder, birdfeeder | bird table
    garden hose, hosepipe | hose
    building block, construction block | toy brick, building brick
    plush toy, stuffed animal, stuffed toy, soft toy, cuddly toy, plushie | teddy, teddy bear
    jigsaw, jigsaw puzzle | puzzle
    | toy train, train set, wooden train, model train
    sunglass, sun glass
    | beanie, woolly hat, knit hat, knit cap, winter hat, bobble hat, wool hat
    umbrella, brolly
    | scarf, neck warmer, shawl, muffler
    trouser, pant, slack | jogging bottom, tracksuit bottom, jogger, sweatpant, sweat pant, jogging trouser
    cell phone, mobile phone, mobile, cellphone | smartphone, phone
    tv, television
    fridge, refrigerator
    vacuum cleaner, hoover, vacuum
    handbag, purse | pocketbook
    wallet, billfold
    swimsuit, bathing suit, swimwear
    hoodie, hooded sweatshirt, hoody
    torch, flashlight
    diaper, nappy
    stroller, pushchair, buggy | pram
    curtain, drape
    duvet, comforter
    tap, faucet
    dresser, chest of drawer
    clothing, clothes, apparel, garment
    footwear, shoewear
    electronics, electronic | gadget, tech
    lighting, light fixture
    furniture, furnishing
    | fitness, workout, fitness gear, gym equipment, exercise equipment, workout gear
    cycling, cycling gear, biking
    garden, gardening | yard
    | kitchen, kitchenware, cookware, cooking
    | home, homeware, home decor, decor, home decoration
    outdoor, outdoors | camping gear, outdoor gear, camping equipment, hiking gear
    | audio, audio gear, hifi, hi fi
    luggage, baggage | bag
    stainless steel, inox, stainless
    aluminum, alu
    water resistant, water repellent | splashproof, splash proof, showerproof, shower proof
    waterproof, water proof, watertight, rainproof, rain proof
    windproof, wind proof, wind resistant
    dishwasher safe, dishwasher proof, dishwasher friendly
    noise canceling, noise cancellation, anc, active noise canceling, noise reduction
    foldable, folding, collapsible, foldaway, folds up
    cordless, wireless
    rechargeable, chargeable
    adjustable, height adjustable
    striped, stripe, stripy, stripey
    hooded, with hood
    checked, checkered, check pattern | plaid, tartan
    floral, flowery, flower pattern
    dotted, polka dot, dot pattern
    solid, plain colored, single colored
    windy, wind
    rainy, rain, wet
"""
SAME: tuple[tuple[Words, ...], ...] = tuple(
    (*same, *near) for same, near in _rows(TABLE)
)  # any word of a row stands for the others where the shop has none nearer
EXACTLY: tuple[tuple[Words, ...], ...] = tuple(same for same, _ in _rows(TABLE) if len(same) > 1)
SAME_COLORS: tuple[tuple[Words, ...], ...] = tuple(
    same
    for same, _ in _rows(
        """
        navy, navy blue, dark blue, midnight blue, marine blue
        light blue, sky blue, baby blue
        charcoal, charcoal gray, dark gray, anthracite, graphite
        cream, off white, ivory, ecru, eggshell
        beige, sand, sand beige
        tan, camel, light brown
        dark brown, chocolate, chocolate brown
        burgundy, maroon, wine, wine red, bordeaux, dark red
        purple, violet
        lavender, lilac, light purple
        light pink, baby pink, blush pink
        magenta, fuchsia, hot pink
        turquoise, aqua
        olive, olive green, army green
        dark green, forest green, bottle green, hunter green
        mint, mint green
        mustard, mustard yellow
        black, jet black
        white, snow white, pure white
        """
    )
)


def together(named: Mapping[Words, set[str]], values: Mapping[Words, set[str]], rows: Iterable[Sequence[Words]]) -> dict[Words, set[str]]:
    """Phrase -> values, where every phrase of a row also names the values that its other phrases are."""
    found = {words: set(own) for words, own in named.items()}
    for row in rows:
        shared = set().union(*(values.get(words, set()) for words in row))
        for words in row:
            if words in found:
                found[words] |= shared
    return found


def elsewhere(named: Mapping[Words, set[str]], same: Sequence[Sequence[Words]], near: Sequence[Sequence[Words]] = ()) -> dict[Words, set[str]]:
    """Phrases of the tables -> what they name by the other phrases of their rows: by those that mean just the same where some name something here."""
    found: dict[Words, set[str]] = {}
    for row in near:
        for words in row:
            found.setdefault(words, set()).update(*(named.get(each, set()) for each in row))
    for row in same:
        if shared := set().union(*(named.get(words, set()) for words in row)):
            found.update(dict.fromkeys(row, shared))
    return {words: values for words, values in found.items() if values}
