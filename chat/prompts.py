"""Prompts are files: Markdown with $names, rendered strictly."""

from __future__ import annotations

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent.parent / "prompts"


def render(name: str, **values: str) -> str:
    """The prompt `prompts/NAME.md` with every $name filled. Raises ValueError for a missing or an unused name."""
    template = Template((FOLDER / f"{name}.md").read_text(encoding="utf-8").strip())
    wanted = _identifiers(template)
    if wanted != set(values):
        raise ValueError(f"prompts/{name}.md wants {sorted(wanted)}, given {sorted(values)}")
    return template.substitute(values)


def _identifiers(template: Template) -> set[str]:
    """The names in a template; Python 3.11 has this as Template.get_identifiers, 3.10 does not."""
    found = template.pattern.finditer(template.template)
    return {name for match in found if (name := match.group("named") or match.group("braced"))}
