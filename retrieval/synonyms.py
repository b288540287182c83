"""General English that shoppers use for what shops write otherwise. Data only; it names no catalog's values, the vocabulary joins the two.

Every word here is compared in its plain form (retrieval/words.py): singular, casefolded, American spelling. A table has one row a line,
"word: what it stands for, ...".
"""

from __future__ import annotations


def table(rows: str) -> dict[str, tuple[str, ...]]:
    pairs = (row.split(":") for row in rows.strip().splitlines())
    return {word.strip(): tuple(each.strip() for each in meant.split(",")) for word, meant in pairs}


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


COLORS = table(  # what shoppers call a colour -> names a shop may use; the first that the catalog has counts
    """
    dark blue: navy, dark blue
    navy blue: navy, dark blue
    midnight blue: navy, dark blue
    midnight: navy
    navy: navy, dark blue
    marine: navy, dark blue
    indigo: navy, purple, blue
    royal blue: blue
    sky blue: light blue, blue, turquoise
    light blue: light blue, blue, turquoise
    baby blue: light blue, blue, turquoise
    cobalt: blue
    azure: blue, turquoise
    denim blue: blue, navy
    aqua: turquoise, teal, blue
    cyan: turquoise, teal, blue
    aquamarine: turquoise, teal
    petrol: teal
    blue green: teal, turquoise
    dark gray: charcoal, dark gray, gray
    anthracite: charcoal, gray
    slate: charcoal, gray
    graphite: charcoal, gray
    light gray: silver, light gray, gray
    heather gray: gray
    ash gray: gray
    charcoal gray: charcoal, gray
    silvery: silver
    chrome: silver
    off white: cream, white
    ivory: cream, white
    ecru: cream, beige
    eggshell: cream, white
    vanilla: cream
    creamy: cream
    sand: beige, tan
    sandy: beige, tan
    nude: beige
    camel: tan, brown
    cognac: tan, brown
    caramel: tan, brown
    light brown: tan, brown
    dark brown: brown
    chocolate: brown
    chestnut: brown
    taupe: beige, brown
    khaki: olive, beige, khaki
    bronze: copper, gold, brown
    rust: copper, orange
    rose gold: copper, pink, gold
    brass: gold
    ochre: mustard, yellow
    amber: mustard, orange
    mustard yellow: mustard, yellow
    lemon: yellow
    golden yellow: mustard, gold, yellow
    peach: coral, orange, pink
    salmon: coral, pink
    apricot: coral, orange
    terracotta: copper, coral, orange
    maroon: burgundy, red
    wine: burgundy, red
    wine red: burgundy, red
    bordeaux: burgundy, red
    dark red: burgundy, red
    crimson: red
    scarlet: red
    cherry: red
    ruby: red
    rose: pink
    magenta: pink, purple
    fuchsia: pink, purple
    hot pink: pink
    blush: pink
    light pink: pink
    violet: purple, lavender
    lilac: lavender, purple
    mauve: lavender, purple
    plum: purple, burgundy
    aubergine: purple
    light purple: lavender, purple
    dark purple: purple
    dark green: green, olive
    forest green: green
    emerald: green
    lime: green
    light green: mint, green
    mint green: mint, green
    sage: mint, olive, green
    olive green: olive, green
    army green: olive, green
    moss: olive, green
    hunter green: green
    bottle green: green
    jet black: black
    snow white: white
    """
)
SHY_COLORS = word_set(  # a colour only after "in" or before "color"
    """
    amber apricot brass camel caramel cherry chestnut chocolate chrome graphite lemon lime marine midnight moss nude peach petrol plum rose ruby rust sage
    salmon sand sandy slate vanilla wine
    """
)

WIDER = table(  # a general word -> last words of the kinds it covers
    """
    shoe: shoe, sneaker, trainer, loafer, sandal, oxford, moccasin, espadrille, clog, heel, pump
    boot: boot, wellington
    coat: coat, jacket, parka, anorak
    jacket: jacket, parka, anorak, blazer
    outerwear: jacket, coat, parka, anorak
    top: t shirt, shirt, sweater, top, hoodie, blouse, tank
    trouser: trouser, pant, jean, chino, legging, short
    bag: bag, backpack, suitcase, tote, duffel, handbag
    luggage: suitcase, duffel bag, luggage
    travel bag: suitcase, duffel bag
    lamp: lamp, chandelier
    light: lamp, light, chandelier
    speaker: speaker, soundbar
    headphone: headphone, earbud, earphone
    cookware: pan, pot, wok
    knife: knife
    pan: pan, wok
    pot: pot
    seat: chair, stool, sofa, bench, armchair
    seating: chair, stool, sofa, bench, armchair
    chair: chair, armchair
    table: table, desk
    hat: hat, beanie, cap
    cap: cap, beanie
    glass: sunglass, glass
    weight: dumbbell, kettlebell, weight
    cup: mug, cup, tumbler
    toy: toy, block, puzzle, kite, train, doll
    shelf: shelf, bookshelf, bookcase
    earphone: earbud, earphone, headphone
    """
)
NOT_REALLY = {  # a compound that is no such thing: a sleeping bag is not a bag
    "sleeping bag": "bag",
    "t shirt": "shirt",
    "bean bag": "bag",
    "headlamp": "lamp",
    "bike light": "lamp",
    "power bank": "bank",
    "toy train": "train",
    "jump rope": "rope",
    "foam roller": "foam",
}
PLURAL_ONLY = word_set(  # in the singular these are mostly something else: "a light jacket"
    """
    glass light pant short top weight
    """
)
VERB_TOO = word_set(  # no thing when "to", "I" or "can" stands before
    """
    belt desk dress kite light mirror mug puzzle rug shirt train watch
    """
)

MADE_OF = table(  # a general material -> narrower ones
    """
    wood: wood, oak, walnut, pine, beech, birch, ash, teak, acacia, bamboo, maple, plywood, cherry, rubberwood, olive wood, mahogany, cedar
    metal: metal, steel, aluminum, iron, brass, titanium, copper, zinc, alloy
    leather: leather, suede, nubuck
    wool: wool, merino, cashmere, lambswool
    ceramic: ceramic, stoneware, porcelain, earthenware, terracotta
    plastic: plastic, abs, polycarbonate, polypropylene, tritan, acrylic, polystyrene, pvc
    synthetic: polyester, nylon, acrylic, polyamide, elastane
    """
)
IMITATION = word_set(  # "vegan leather" is not leather
    """
    artificial effect fake faux imitation look pu synthetic vegan
    """
)

AUDIENCES = table(  # whom a word names: the group as shops write it -> the words
    """
    men: fella, chap, bloke, lad, gent, dude, man, male, gentleman, guy, mens, masculine, menswear
    women: gal, lass, woman, lady, female, womens, feminine, womenswear
    kids: kidz, newborn, kid, child, toddler, junior, youth, youngster, baby, infant, teen, boy, girl
    unisex: unisex, gender neutral
    """
)
RELATIVES = table(  # after "for" these say for whom, not which shelf, so they only rank
    """
    men: him, husband, dad, father, brother, boyfriend, grandfather, grandpa, uncle, nephew, papa
    women: her, wife, mum, mom, mother, sister, girlfriend, grandmother, grandma, aunt, niece, mama
    kids: son, daughter, grandson, granddaughter, grandchild, grandkid
    """
)
SHARED = ("unisex", "all", "adult", "everyone")  # audience values that fit men and women alike


MOOD = word_set(  # attributes that rank and do not filter
    """
    activity best_for climate level mood occasion pattern purpose room scent season skill style theme use
    """
)
