"""Numbers as the world writes them, brought to plain digits: 一百五 is 150, "1.200,50" is 1200.50."""

from __future__ import annotations

import re

ZEROS = "零\u3007"
DIGITS = {**dict.fromkeys(ZEROS, 0), "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = re.compile(rf"[{''.join(DIGITS)}{''.join(SCALES)}]+")
COUNTED = re.compile("块|元|美|欧|英镑|升|公|千克|厘米|米|个?小时|岁|个?人|刀|星|号|寸")  # a lone 三 is a number before these


def arabic(text: str) -> str:
    """Chinese numerals as digits where they are numbers: 一百块 is 100块, 第二个 and 一个 stay."""

    def digits(found: re.Match[str]) -> str:
        numeral = found.group()
        is_number = (len(numeral) > 1 and any(each in SCALES for each in numeral)) or COUNTED.match(text, found.end()) is not None
        return str(chinese_number(numeral)) if is_number and text[found.start() - 1 : found.start()] != "第" else numeral

    return NUMERAL.sub(digits, text)


def chinese_number(numeral: str) -> int:
    """三百二十 is 320, 一百五 is 150: a digit that ends a number counts in the scale below the last one."""
    total = current = 0
    scale = 0
    for each in numeral:
        if each in DIGITS:
            current = current * 10 + DIGITS[each] if not scale and current else DIGITS[each]
            continue
        if SCALES[each] == 10_000:
            total, current, scale = (total + current) * 10_000, 0, 10_000
            continue
        scale = SCALES[each]
        total, current = total + (current or 1) * scale, 0
    colloquial = current and scale > 10 and not set(ZEROS) & set(numeral[-2:])
    return total + current * (scale // 10 if colloquial else 1)


def european(text: str) -> str:
    """ "1.200" and "1 200" are 1200, "149,99" is 149.99."""
    joined = re.sub(r"(?<![\d.,])(\d{1,3})((?:[.\u00a0\u202f ]\d{3})+)(?![\d])", lambda found: found[1] + re.sub(r"\D", "", found[2]), text)
    return re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ".", joined)


def numbers(text: str) -> list[float]:
    """Every number in digits, in order: "under 1,200" has 1200."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", plain)]
