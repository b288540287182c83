"""OpenAI's audio endpoints over an ear and a voice of our own, on a loopback port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import uvicorn
from fastapi import Body, FastAPI, Form, Response, UploadFile

from speech.decode import read_clip
from speech.engines import Synthesizer, Transcriber
from speech.wav import joined, wav_bytes


def audio_app(ear: Transcriber, voice: Synthesizer) -> FastAPI:
    app = FastAPI()

    @app.post("/v1/audio/transcriptions")
    def transcriptions(file: UploadFile, model: Annotated[str, Form()], prompt: Annotated[str, Form()] = "") -> dict[str, Any]:
        heard = ear.transcribe(read_clip(file.file.read()))
        return {"text": heard.text, "language": "english", "duration": heard.seconds}

    @app.post("/v1/audio/speech")
    def speech(input: Annotated[str, Body()], voice_name: Annotated[str, Body(alias="voice")]) -> Response:
        return Response(wav_bytes(joined(voice.stream(input))), media_type="audio/wav")

    return app


@contextmanager
def served(app: Any) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        thread.join(10)
