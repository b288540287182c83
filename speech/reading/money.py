"""Prices: signs and codes before or behind the amount, ranges, rates."""

from __future__ import annotations

import re

from speech.reading.amounts import PRICE, WITH_POINT, price_of
from speech.reading.rule import Rule, one_of, rule
from speech.reading.tongue import Forms, Tongue
from speech.reading.units import SIGNS

MINUS = "-−–"  # noqa: RUF001
DASH = r"\s*(?:-|–|—)\s*"  # noqa: RUF001
START = r"(?<![\w.,-])"  # a number begins here, not inside a model code such as A4-2000
LARGE = {"k": "thousand", "m": "million", "million": "million", "billion": "billion"}
FORINT = ("Ft", 100)  # below that, "6 Ft" are feet


class Prices:
    """What the rules say of amounts of money, in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def written(self, value: float) -> str:
        """A plain number as the language writes it."""
        text = f"{value:g}" if value < 1e6 else f"{value:.0f}"
        return text.replace(".", ",") if self.tongue.comma else text

    def counted(self, value: float, forms: Forms) -> str:
        return f"{self.written(value)} {forms[self.tongue.form(value)]}"

    def currency(self, sign: str) -> tuple[Forms, Forms]:
        return self.tongue.currencies[self.tongue.dollar if sign == "$" else SIGNS[sign]]

    def said(self, amount: str, sign: str) -> str:
        """149.99 -> '149 dollars and 99 cents'; 0.99 -> '99 cents'; 88.50 -> '88.5 yuan', whose small coins nobody says."""
        main, coin = self.currency(sign)
        cents = round(price_of(amount) * 100)
        whole, small = divmod(cents, 100)
        if not coin or not small:
            return self.counted(cents / 100, main)
        coins = self.counted(small, coin)
        return f"{self.counted(whole, main)} {self.tongue.coins} {coins}" if whole else coins

    def price(self, match: re.Match[str]) -> str:
        if match["sign"] == FORINT[0] and price_of(match["amount"]) < FORINT[1]:
            return match[0]
        return (f"{self.tongue.minus} " if match["minus"] else "") + self.said(match["amount"], match["sign"])

    def range(self, match: re.Match[str]) -> str:
        """The coins of both, or the currency once; a word between the two stays."""
        low, high = price_of(match["low"]), price_of(match["high"])
        between = match["word"] or self.tongue.to
        if low.is_integer() and high.is_integer():
            return f"{self.written(low)} {between} {self.counted(high, self.currency(match['sign'])[0])}"
        return f"{self.said(match['low'], match['sign'])} {between} {self.said(match['high'], match['sign'])}"

    def large(self, match: re.Match[str]) -> str:
        return f"{match['amount'].replace(',', '')} {LARGE[match['scale'].lower()]} {self.currency(match['sign'])[0][1]}"

    def gift(self, match: re.Match[str]) -> str:
        return f"{match['article']} {self.written(price_of(match['amount']))} {self.currency(match['sign'])[0][0]}"


def money(tongue: Tongue) -> tuple[Rule, ...]:
    prices = Prices(tongue)
    known = [sign for sign, key in SIGNS.items() if key in tongue.currencies]
    signs = one_of(known)
    codes = one_of(sign for sign in known if sign.isalpha() and sign.isascii() and sign.isupper())
    names = one_of({name for main, coin in tongue.currencies.values() for name in (*main, *coin)})
    rates = one_of(tongue.divided)
    english = (
        rule("$1.5 million, $3k", rf"(?P<sign>{signs})\s?(?P<amount>{WITH_POINT})\s?(?P<scale>k|K|M|million|billion)\b", prices.large),
        rule("a $20 gift card", rf"\b(?P<article>an?)\s(?P<sign>{signs})(?P<amount>{PRICE})(?=\s[a-z])(?!\s?[-–])", prices.gift),  # noqa: RUF001
        rule("50¢", rf"{START}(?P<amount>\d+)\s?¢", lambda match: prices.counted(int(match["amount"]), tongue.currencies["USD"][1])),
    )
    word = rf"(?:{DASH}|\s(?P<word>{tongue.to})\s)"
    return (
        rule("120.- and 499:-", r"(?<=\d)(?:[.,]|:(?=-))[-–—](?![\w])", ""),  # noqa: RUF001
        rule("$60-$90", rf"(?<![A-Za-z])(?P<sign>{signs})\s?(?P<low>{PRICE}){word}(?:{signs})?\s?(?P<high>{PRICE})(?![\w%])", prices.range),
        rule("60-90 EUR", rf"{START}(?P<low>{PRICE}){word}(?P<high>{PRICE})\s?(?P<sign>{signs})(?!\w)", prices.range),
        *(english if tongue.code == "en" else ()),
        rule("$149.99, USD 60", rf"(?P<minus>(?<!\w)[{MINUS}])?(?<![A-Za-z])(?P<sign>{signs})\s?(?P<amount>{PRICE})(?:\s?(?:{codes}))?(?!\w)", prices.price),
        rule("60 EUR, 60,50 €", rf"(?P<minus>(?<!\w)[{MINUS}])?{START}(?P<amount>{PRICE})\s?(?P<sign>{signs})(?!\w)", prices.price),
        rule("3 euros/100 g", rf"\b(?P<name>{names})\s?/\s?(?=\d+\s?(?:{rates})(?!\w))", rf"\g<name> {tongue.per} "),
    )
