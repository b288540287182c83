"""`search`: retrieval alone, one query or a file of them."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from chat.as_json import suggestion_record
from core.errors import BadInput, NotFound
from core.settings import Settings
from retrieval.asking import answers
from retrieval.asking import asked as understood
from retrieval.conditions import parse_condition
from retrieval.needs import NeedReader, open_needs
from retrieval.opening import open_retriever
from retrieval.photo import PHOTO_LIMIT_BYTES
from retrieval.reasons import money
from retrieval.retriever import Retriever

KEYS = {"text", "photo", "where", "k"}
MOST = 1000  # results of one query


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status 0, also where nothing matches: an empty list is an answer."""
    if arguments.batch is None and not arguments.text and not arguments.photo and not arguments.where:
        raise BadInput("nothing to look for: give words, --photo or --where")
    asked = {"text": arguments.text or "", "photo": str(arguments.photo or ""), "where": list(arguments.where or ()), "k": settings.k}
    queries = list(read_batch(arguments.batch, settings.k)) if arguments.batch else [asked]  # a bad file is told before anything is loaded
    retriever = open_retriever(settings)
    if any(query["photo"] for query in queries):  # loading is no part of the time a search takes
        retriever.warm_photos()
    if any(query["text"] for query in queries):
        retriever.warm_words()
    told = any(query["text"] and not query["photo"] for query in queries)
    needs = open_needs(retriever.text_encoder, settings.models / "intents") if told else None
    for query in queries:
        found = answer(retriever, query, needs)
        print(json.dumps(found) if arguments.json or arguments.batch else in_words(found))
    return 0


def answer(retriever: Retriever, asked: Mapping[str, Any], needs: NeedReader | None = None) -> dict[str, Any]:
    """The results of one query as they are printed, with the time they took."""
    constraints = tuple(parse_condition(condition, retriever.vocabulary) for condition in asked["where"])
    began = time.perf_counter()
    photo = retriever.understand_photo(read_photo(Path(asked["photo"]))) if asked["photo"] else None
    found = answers(retriever, understood(retriever, asked["text"], photo, constraints, asked["k"], needs))
    return {"results": [suggestion_record(each) for each in found], "took_ms": round((time.perf_counter() - began) * 1000, 1)}


def read_photo(path: Path) -> bytes:
    """The bytes of a photo, never more than may be looked at. Raises NotFound."""
    if not path.is_file():
        raise NotFound(f"there is no photo {path}: check the name")
    with path.open("rb") as file:
        return file.read(PHOTO_LIMIT_BYTES + 1)


def read_batch(path: Path, k: int) -> Iterator[dict[str, Any]]:
    """One query a line. Raises NotFound, BadInput that names the line."""
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not UTF-8 text: one JSON query a line is needed") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _query(line, f"{path.name}, line {number}", k)


def _query(line: str, place: str, k: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{place} is not JSON: {error.msg}") from None
    if not isinstance(asked, dict) or set(asked) - KEYS:
        raise BadInput(f"{place} must be an object with some of {', '.join(sorted(KEYS))}")
    where = asked.get("where") or []
    query = {"text": asked.get("text") or "", "photo": asked.get("photo") or "", "where": [where] if isinstance(where, str) else where, "k": asked.get("k", k)}
    if not isinstance(query["text"], str) or not isinstance(query["photo"], str) or not _words(query["where"]):
        raise BadInput(f"{place}: text and photo are words, where is a list of conditions")
    if not isinstance(query["k"], int) or isinstance(query["k"], bool) or not 1 <= query["k"] <= MOST:
        raise BadInput(f"{place}: k is {query['k']!r}, a whole number from 1 to {MOST} is needed")
    return query


def _words(where: Any) -> bool:
    return isinstance(where, Sequence) and all(isinstance(each, str) for each in where)


def in_words(found: Mapping[str, Any]) -> str:
    """A list for the terminal."""
    if not found["results"]:
        return "nothing matches"
    lines = []
    for each in found["results"]:
        price = money(each["price"], each["currency"]) if each["price"] is not None else "no price"
        why = "; ".join(reason["text"] for reason in each["reasons"])
        lines.append(f"{each['rank']:>3}. {each['title']}, {price}  [{each['id']}, {each['score']:.2f}]" + (f"\n     {why}" if why else ""))
    return "\n".join([*lines, f"({found['took_ms']:.0f} ms)"])
