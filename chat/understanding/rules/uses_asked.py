"""A use asked for beside what is shown: "anything to secure it?" wants another thing, and asks nothing of the bicycle."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading

USE = (
    r"(?:^|[.!?,;] )(?:(?:and|so|but|ok(?:ay)?|then) )*(?:(?:have you got|do you (?:have|sell|stock)|have you|is there|got|you got|i need|i want|"
    r"i would like) )?"
    r"(?:any|some)thing (?:to|(?:that|which) (?:would|will|could|can|might)) (?!go with|match|wear with|compare)(?P<use>[a-z][\w' -]+?)(?: with)?[?.! ]*$"
)


def uses_asked(sheet: Reading) -> None:
    """Only where no value of the catalog is named, which would narrow what is shown."""
    found = re.search(USE, sheet.text) if sheet.shown and not sheet.name else None
    if found and not sheet.vocabulary.mentions(found["use"]):
        sheet.name, sheet.shown = "find", ()  # nothing of the list is asked about
