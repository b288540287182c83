"""The look: system fonts only, so that nothing is fetched from elsewhere. `style.css` and `desk.css` beside this file do the rest."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

FOLDER = Path(__file__).parent
STYLES = (FOLDER / "style.css", FOLDER / "desk.css")
SCRIPTS = {each: FOLDER / f"{each}.js" for each in ("player", "talk", "listen", "desk", "camera")}
WORKLETS = {"microphone": FOLDER / "microphone.js"}  # fetched by a script, into the audio thread
HEAD = "".join(f'<script src="/ui/{name}.js"></script>' for name in SCRIPTS) + '<meta name="color-scheme" content="light dark">'
FONT = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """Paper, ink and one green. Gradio's own parts take their colours from here, ours from the same values in `style.css`."""
    return gr.themes.Base(font=FONT, font_mono=MONO, radius_size="lg").set(
        body_background_fill="#f7f4ee",
        body_background_fill_dark="#16181a",
        body_text_color="#26241f",
        body_text_color_dark="#ece8e0",
        background_fill_primary="#fffdf9",
        background_fill_primary_dark="#1f2224",
        background_fill_secondary="#f7f4ee",
        background_fill_secondary_dark="#1a1c1e",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        border_color_primary="#e5dfd3",
        border_color_primary_dark="#34383b",
        color_accent="#1f6b57",
        color_accent_soft="#e3efe9",
        color_accent_soft_dark="#21382f",
        border_color_accent="#1f6b57",
        border_color_accent_dark="#6fbfa5",
        input_background_fill="#fffdf9",
        input_background_fill_dark="#1f2224",
        button_primary_background_fill="#1f6b57",
        button_primary_background_fill_hover="#185747",
        button_primary_text_color="#ffffff",
        checkbox_background_color_selected="#1f6b57",
        checkbox_border_color_selected="#1f6b57",
    )
