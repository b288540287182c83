"""Every word of the open microphone, in the languages of the page: the states of its line, and why it is closed, as the browser or the server finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The first seven are the states of the line, the next say why the browser has no microphone, the rest why the server closed it. `{}` is filled in."""

    opening: str = "Opening the microphone"
    listening: str = "Listening"
    heard: str = "I hear you"
    thinking: str = "Thinking"
    speaking: str = "Speaking"
    stopped: str = "Stopped"
    failed: str = "The microphone is off"
    asking: str = "Your browser may ask whether it may use the microphone."
    denied: str = "This page may not use the microphone: allow it in the address bar of your browser, or type instead."
    absent: str = "No microphone was found: plug one in, or type instead."
    taken: str = "Another program holds the microphone: close that one, or type instead."
    unplugged: str = "The microphone was unplugged: plug it in and tap hands-free again, or type instead."
    slow: str = "The connection is too slow for an open microphone: type, or send a recording."
    lost: str = "The connection to the shop was lost: reload the page."
    broken: str = "The microphone could not be opened: try another browser, or type instead."
    unreadable: str = "A microphone begins with its session and rate as JSON: reload the page."
    no_rate: str = "The microphone gives {:,} samples a second, {:,} to {:,} can be heard: choose another microphone."
    too_many: str = "{} microphones are open here already: try again in a minute, or type."
    elsewhere: str = "This conversation is being talked to in another tab: the microphone is open there now."
    too_much: str = "More sound came than time has passed: the microphone was closed, tap it to talk on."
    ended: str = "This conversation was closed: tap the microphone to begin another."
    silent: str = "Nobody spoke for {:.0f} minutes: the microphone was closed, tap it to talk on."
    unpausing: str = "Nobody can be answered who does not pause: the microphone was closed after {:.0f} seconds of speech, tap it to talk on."


ENGLISH = Words()
CHINESE = Words(
    opening="正在打开麦克风",
    listening="正在听",
    heard="听到您了",
    thinking="正在思考",
    speaking="正在说话",
    stopped="已停止",
    failed="麦克风已关闭",
    asking="浏览器可能会询问是否允许使用麦克风。",
    denied="本页不能使用麦克风：请在浏览器地址栏中允许，或者改用打字。",
    absent="没有找到麦克风：请接上一个，或者改用打字。",
    taken="麦克风正被另一个程序使用：请关闭那个程序，或者改用打字。",
    unplugged="麦克风被拔掉了：请接上后再点“免提”，或者改用打字。",
    slow="网络太慢，不能一直开着麦克风：请打字，或者发送录音。",
    lost="与商店的连接断开了：请刷新页面。",
    broken="麦克风打不开：请换一个浏览器，或者改用打字。",
    unreadable="麦克风没有说明它属于哪个对话：请刷新页面。",
    no_rate="麦克风每秒给出 {:,} 个采样，能听的是 {:,} 到 {:,} 个：请换一个麦克风。",
    too_many="这里已经开着 {} 个麦克风：请一分钟后再试，或者打字。",
    elsewhere="这个对话正在另一个标签页中进行：麦克风现在开在那里。",
    too_much="收到的声音比经过的时间还长：麦克风已关闭，点一下可以继续说。",
    ended="这个对话已经关闭：点一下麦克风开始新的对话。",
    silent="{:.0f} 分钟没有人说话：麦克风已关闭，点一下可以继续说。",
    unpausing="一直说话不停顿就无法回答：说了 {:.0f} 秒之后麦克风已关闭，点一下可以继续说。",
)
WORDS: Mapping[str, Words] = {"en": ENGLISH, "zh": CHINESE}  # by the language code of the page's texts
