"""The web application over HTTP: the API with gradio_client, our own routes, and what must not be reachable."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from chat.transcript import Line
from chat.ui.operations import said_by
from chat.ui.opinions import Opinions
from core.errors import BadInput

FIELDS = {"session", "transcript", "act", "state", "move", "suggestions", "reply", "spoken", "chips", "timings_ms"}


@pytest.fixture
def client(served: Any, tmp_path: Path) -> Client:
    return Client(served.url, verbose=False, download_files=str(tmp_path / "downloads"))


def uploaded(house: Any) -> list[Path]:
    return [each for each in house.shop.uploads.folder.rglob("*") if each.is_file()]


def test_ask_takes_turns_of_one_conversation(client: Client, served: Any) -> None:
    first = client.predict(text="hiking boots under 120 dollars", api_name="/ask")
    assert set(first) >= FIELDS
    assert first["move"] == "recommend"
    assert first["state"]["max_price"] == 120
    assert [each["id"] for each in first["suggestions"]] == ["hb-2", "hb-3"]
    assert first["suggestions"][0].keys() >= {"id", "title", "price", "rank", "score", "reasons", "image"}
    second = client.predict(text="in black", session=first["session"], api_name="/ask")
    assert second["session"] == first["session"]
    assert [each["id"] for each in second["suggestions"]] == ["hb-2"]
    assert len(served.shop.sessions.get(first["session"]).lines) == 4
    other = client.predict(text="tent", api_name="/ask")
    assert other["session"] != first["session"]


def test_ask_hears_a_recording_and_sees_a_photo(client: Client, served: Any, recording: Path, photo: Path) -> None:
    heard = client.predict(audio=handle_file(recording), api_name="/ask")
    assert heard["transcript"] == served.ears.words
    assert [each["id"] for each in heard["suggestions"]] == ["hb-2", "hb-3"]
    seen = client.predict(text="like this", photo=handle_file(photo), session=heard["session"], api_name="/ask")
    assert seen["photo"][0]["value"] in ("hiking boots", "brown")
    assert uploaded(served) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [({"text": "x" * 10_000}, "10,000 characters"), ({"text": "  "}, "nothing was said"), ({"text": "tent", "session": "made-up"}, "not known here")],
)
def test_ask_refuses_in_one_sentence(client: Client, words: dict[str, str], says: str) -> None:
    with pytest.raises(AppError, match=says):
        client.predict(**words, api_name="/ask")


def test_ask_refuses_files_that_are_not_what_they_should_be(client: Client, served: Any, tmp_path: Path, photo: Path) -> None:
    wrong = tmp_path / "wish.wav"
    wrong.write_text("just words")
    with pytest.raises(AppError, match="sound"):
        client.predict(audio=handle_file(wrong), api_name="/ask")
    with pytest.raises(AppError, match="sound"):
        client.predict(audio=handle_file(photo), api_name="/ask")
    assert uploaded(served) == []


def test_only_the_tools_are_endpoints(client: Client) -> None:
    found: Any = client.view_api(return_format="dict", print_info=False)
    assert sorted(found["named_endpoints"]) == ["/ask", "/compare", "/search", "/similar"]
    assert not found["unnamed_endpoints"]


@pytest.mark.parametrize(
    ("place", "says"), [("a photo of somebody", "was not uploaded"), ("/etc/passwd", "was not uploaded"), ("http://example.com/a.wav", "not its address")]
)
def test_a_file_that_was_not_uploaded_is_refused(served: Any, photo: Path, place: str, says: str) -> None:
    """What a forged request points to is neither read, nor fetched, nor deleted."""
    path = str(photo) if place == "a photo of somebody" else place
    data = ["", None, {"path": path, "meta": {"_type": "gradio.FileData"}}, ""]
    joined = {"data": data, "fn_index": ask_index(served.url), "session_hash": "forged"}
    assert httpx.post(f"{served.url}/gradio_api/queue/join", json=joined).status_code == 200
    told = httpx.get(f"{served.url}/gradio_api/queue/data", params={"session_hash": "forged"}, timeout=20).text
    assert '"success":false' in told
    assert says in told
    assert photo.exists()


def ask_index(url: str) -> int:
    """The number of the endpoint among Gradio's events."""
    return next(each["id"] for each in httpx.get(f"{url}/config").json()["dependencies"] if each["api_name"] == "ask")


def test_the_queue_cannot_be_skipped_and_nothing_is_recorded(served: Any) -> None:
    assert httpx.post(f"{served.url}/gradio_api/run/ask", json={"data": ["tent", None, None, ""]}).status_code == 404
    config = httpx.get(f"{served.url}/config").json()
    assert not config.get("analytics_enabled")
    assert not config.get("run_history")
    assert httpx.get(f"{served.url}/gradio_api/runs").status_code in (403, 404)


def test_pictures_come_by_id_and_never_by_path(served: Any) -> None:
    found = httpx.get(f"{served.url}/pictures/test/{quote('bp/1 ü', safe='')}")
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/png"
    assert "max-age" in found.headers["cache-control"]
    for path in ("test/bp-2", "test/absent", "other/hb-1", "test/..%2F..%2Fetc%2Fpasswd", "test/a.png", "..%2Ftest/hb-1"):
        assert httpx.get(f"{served.url}/pictures/{path}").status_code == 404


def test_speech_and_photos_need_their_token(served: Any) -> None:
    token = served.shop.speech.put(b"RIFF")
    found = httpx.get(f"{served.url}/speech/{token}.wav")
    assert (found.status_code, found.content, found.headers["cache-control"]) == (200, b"RIFF", "no-store")
    assert httpx.get(f"{served.url}/speech/{token[:-1]}.wav").status_code == 404
    assert httpx.get(f"{served.url}/photos/{token}.jpg").status_code == 404


def test_every_answer_carries_the_policy(served: Any) -> None:
    for path in ("/", "/ui/player.js", "/speech/none.wav", "/gradio_api/info"):
        headers = httpx.get(served.url + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]  # no script that stands in a page runs but Gradio's own
        assert headers["x-content-type-options"] == "nosniff"


def test_sheets_and_exports_belong_to_their_conversation(client: Client, served: Any) -> None:
    found = client.predict(text="hiking boots", api_name="/ask")
    mine = {"X-Vitrine-Session": found["session"]}
    served.shop.sessions.get(found["session"]).note(Line("shopper", "*x* [a](http://b) <b>", photo="t"))
    text = httpx.get(f"{served.url}/export/md", headers=mine).text
    assert "1\\. " not in text and "1. Ridge Boots, $129" in text
    assert "\\*x\\* \\[a\\]\\(http://b\\) \\<b\\>" in text
    data = httpx.get(f"{served.url}/export/json", headers=mine).json()
    assert [each["id"] for each in data["suggestions"]] == ["hb-1", "hb-2", "hb-3"]
    archive = zipfile.ZipFile(io.BytesIO(httpx.get(f"{served.url}/export/zip", headers=mine).content))
    assert {"conversation.md", "conversation.json", "pictures/1.png"} <= set(archive.namelist())
    for kind in ("md", "json", "zip", "exe"):
        assert httpx.get(f"{served.url}/export/{kind}", headers={"X-Vitrine-Session": "made up"}).status_code == 404
    assert httpx.get(f"{served.url}/export/exe", headers=mine).status_code == 404
    for path, status in (
        ("details?item=hb-1", 200), ("details?item=made-up", 404), ("details", 404), ("help", 200), ("honest", 200), ("absent", 404), ("compare?items=x", 404),
        ('compare?items=["hb-1"]', 404), ('compare?items=["hb-1","hb-2"]', 200), ('compare?items=["hb-1","../x"]', 404), ("compare?items={}", 404),
    ):  # fmt: skip
        assert httpx.get(f"{served.url}/sheet/{path}", headers=mine).status_code == status, path


def test_an_opinion_is_kept_on_this_machine(client: Client, served: Any, tmp_path: Path) -> None:
    found = client.predict(text="hiking boots", api_name="/ask")
    session = served.shop.sessions.get(found["session"])
    turn = str(session.lines[0].turn)
    shop = replace(served.shop, opinions=Opinions(tmp_path / "opinions.jsonl"))
    said_by({"do": "judge", "turn": turn, "good": "no", "reason": "results"}, session, shop)
    said_by({"do": "judge", "turn": turn, "good": "yes", "reason": "<script>"}, session, shop)
    kept = [json.loads(each) for each in (tmp_path / "opinions.jsonl").read_text().splitlines()]
    assert [(each["good"], each["reason"], each["said"], each["shown"]) for each in kept] == [
        (False, "results", "hiking boots", ["hb-1", "hb-2", "hb-3"]),
        (True, "", "hiking boots", ["hb-1", "hb-2", "hb-3"]),
    ]
    with pytest.raises(BadInput, match="no longer here"):
        said_by({"do": "judge", "turn": "1", "good": "yes"}, session, shop)


def test_the_page_names_no_other_host_in_its_style_and_fonts(served: Any) -> None:
    theme = httpx.get(f"{served.url}/theme.css").text
    assert "fonts.googleapis" not in theme
    assert "https://" not in theme


def test_photos_are_deleted_with_their_conversation(client: Client, served: Any) -> None:
    sessions, photos = served.shop.sessions, served.shop.photos
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    name = sessions.create()
    sessions.get(name).note(Line("shopper", "", photo=photos.put(out.getvalue())))
    assert len(photos) == 1
    sessions.forget(name)
    assert len(photos) == 0


def test_a_large_upload_is_refused(served: Any) -> None:
    found = httpx.post(f"{served.url}/gradio_api/upload", files={"files": ("a.wav", b"\0" * 11_000_000)}, timeout=20)
    assert found.status_code == 413
    assert uploaded(served) == []
