"""Chinese: prices and measures. Numbers stay digits: num2words has no Chinese, and voices of the language read them."""

from __future__ import annotations

from speech.reading.tongue import Forms, Tongue


def same(**names: str) -> dict[str, Forms]:
    """There is no plural."""
    return {key: (name, name) for key, name in names.items()}


CHINESE = Tongue(
    "zh",
    {
        "USD": (("美元", "美元"), ("美分", "美分")),
        "EUR": (("欧元", "欧元"), ("欧分", "欧分")),
        "GBP": (("英镑", "英镑"), ("便士", "便士")),
        "CNY": (("元", "元"), ()),
        "JPY": (("日元", "日元"), ()),
        "CHF": (("瑞士法郎", "瑞士法郎"), ()),
    },
    {
        **same(millimeter="毫米", centimeter="厘米", meter="米", kilometer="公里", inch="英寸", foot="英尺", square_meter="平方米"),
        **same(liter="升", milliliter="毫升"),
        **same(gram="克", kilogram="公斤", ounce="盎司", pound="磅"),
        **same(watt="瓦", volt="伏", milliamp_hour="毫安时", hertz="赫兹", megapixel="百万像素"),
        **same(gigabyte="千兆字节", second="秒", minute="分钟", hour="小时"),
        **same(month="个月", year="年", celsius="摄氏度", fahrenheit="华氏度", degree="度"),
        **same(lumen="流明", decibel="分贝"),
    },
    to="到", by="乘", times="乘", out_of="分,满分", stars=("星", "星"), percent="%",
    minus="负", plus="加", per="每", coins="", joined="和",
    number="第", at="at", dot="点", point="点", numbers=False, comma=False,
)  # fmt: skip
