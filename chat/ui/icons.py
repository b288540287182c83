"""Small line icons, drawn inline so that they take the colour of the text. 24 x 24, decorative: the button beside them carries the words."""

from __future__ import annotations

from markupsafe import Markup

SVG = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
SHAPES = {
    "like": '<rect x="8" y="8" width="12" height="12" rx="3"/><path d="M4 15V7a3 3 0 0 1 3-3h8"/><path d="M14 11.5v5M11.5 14h5"/>',
    "not": '<circle cx="12" cy="12" r="8.5"/><path d="M6 18 18 6"/>',
    "compare": '<path d="M12 4v16M8 20h8M5 7h14"/><path d="M5 7 2.5 13a2.7 2.7 0 0 0 5 0zM19 7l-2.5 6a2.7 2.7 0 0 0 5 0z"/>',
    "details": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.2"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "surprise": '<rect x="4" y="9" width="16" height="11" rx="2"/><path d="M4 13h16M12 9v11"/>'
    '<path d="M12 9S9.5 4 7.5 5.5 9 9 12 9zM12 9s2.5-5 4.5-3.5S15 9 12 9z"/>',
    "undo": '<path d="M8 5 4 9l4 4"/><path d="M4 9h10a6 6 0 0 1 0 12h-3"/>',
    "map": '<path d="M9 4 3.5 6.500v13L9 17l6 3 5.5-2.5v-13L15 7z"/><path d="M9 4v13M15 7v13"/>',
    "camera": '<path d="M4 8h3.5l1.5-2.5h7L17.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z"/><circle cx="12" cy="13.2" r="3.4"/>',
    "more": '<circle cx="5" cy="12" r="1.3"/><circle cx="12" cy="12" r="1.3"/><circle cx="19" cy="12" r="1.3"/>',
    "pencil": '<path d="M4 20h4L19 9l-4-4L4 16z"/><path d="M13 7l4 4"/>',
    "good": '<path d="M7 11v9H4v-9zM7 11l4-8c1.7 0 2.6 1 2.3 2.6L12.7 9H18a2 2 0 0 1 2 2.4l-1.3 6.8A2.2 2.2 0 0 1 16.5 20H7"/>',
    "bad": '<path d="M17 13V4h3v9zM17 13l-4 8c-1.7 0-2.6-1-2.3-2.6L11.3 15H6a2 2 0 0 1-2-2.4l1.3-6.8A2.2 2.2 0 0 1 7.5 4H17"/>',
    "check": '<path d="M5 12.5 10 17.5 19 7"/>',
}


def icon(name: str) -> Markup:
    return Markup(SVG).format(Markup(SHAPES[name]))
