"""How people ask for a slot, and what they say a thing does: general English, beside the names of values in retrieval/synonyms.py. Data only."""

from __future__ import annotations

from retrieval.synonyms import table

OPPOSITES = table(  # a word of a yes/no slot -> what says no
    """
    assembly: ready built, ready assembled, pre assembled, preassembled, fully assembled, already assembled, already built, assembled already, ready made
    wireless: wired, corded, with a cord, with a cable
    """
)

DOING = table(  # a word of a yes/no slot -> what a shopper says it does
    """
    waterproof: survive rain, stand rain, keep the rain out, keep out rain, keep water out, keep me dry, keep my feet dry, can get wet
    frost: survive frost, stand frost, survive winter, stay outside all year, stay outside in winter
    dimmable: can be dimmed, can dim, to dim, dims, i can dim
    washable: go in the washing machine, go into the washing machine, put in the washing machine
    dishwasher: go in the dishwasher, go into the dishwasher, put in the dishwasher
    """
)

ASKED = table(  # how people ask for a slot: words of its name -> what they say
    """
    price: price, cost, expensive, cheap, much money, how much, dollar, pricey
    weight: weight, heavy, weigh, light, lightweight, weighs
    battery: battery, battery life, runtime, run time, charge, playtime, play time, last per charge, hour of use, does it last, do they last, will it last
    capacity: capacity, volume, hold, liter, litre, fit in, how much fit
    material: material, made of, made from, fabric, made out of
    color: color, shade
    size: size, dimension, measurement, how big, how large, how tall, how wide, how long is it, how deep, how many people, sleep in, sit on it
    brand: brand, manufacturer, producer, maker, who makes, made by, company, label
    audience: audience, gender, who is it for, for whom, men or women, meant for, made for, suitable for
    rating: rating, rated, star, score, how good
    reviews: review, reviewer, customer say, popular
    stock: stock, available, availability, in stock, how many left, sold out
    brightness: bright, brightness, lumen
    lumens: bright, brightness, lumen
    temperature: temperature, warm, cold, comfort temperature
    comfort: warm, comfort, temperature
    power: power, watt, wattage, powerful
    warranty: warranty, guarantee
    height: height, tall, high
    width: width, wide, across
    depth: depth, deep
    length: length, long
    diameter: diameter, across
    thickness: thickness, thick
    pieces: piece, part
    age: age, old, how old, year old
    screen: screen, display, inch
    storage: storage, memory, gigabyte
    waterproof: keep the rain out, keep out the rain, keep water out, get wet, in the rain, survive rain, stand rain, leak, keep me dry
    dishwasher: dishwasher, go in the dishwasher
    washable: wash, washing machine, machine wash, laundry
    assembly: assemble, assembly, put together, put it together, put them together, put up, put it up, build it, build, screw together, ready built, set it up
    dimmable: dim, dimmed, dimmer
    wireless: wireless, bluetooth, cable free, without a cable, cordless
    induction: induction, induction hob
    frost: frost, freeze, stay outside in winter, survive winter
    noise: noise canceling, cancel noise, block noise
    load: what load, bear, hold, carry, weight capacity, max load, maximum load, support, how much weight
    gears: gear, speed
    laptop: laptop
    bulb: bulb
    burn: burn
    care: wash, clean, care, machine wash
    closure: closure, close, fasten, fastening, fastener, fastened, zip, lace
    category: category, department
    kind: kind, type
    """
)
