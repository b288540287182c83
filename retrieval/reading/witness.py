"""What a whole column holds, seen one cell at a time: numbers, yes and no, lists or words. A million rows need no more memory than a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from retrieval.cells import LIST_MARK, listed_by_commas, number, split, yes_no
from retrieval.item import Value
from retrieval.reading.record import Cell

SAMPLE = 5000  # filled cells that are kept to tell a list from a sentence, and what an unnamed column means

ColumnType = Literal["words", "number", "boolean", "list", "list by commas"]


@dataclass
class Witness:
    """Sees every cell of a column."""

    filled: int = 0
    numbers: bool = True
    answers: bool = True  # yes or no
    lists: bool = False
    marked: bool = False
    sample: list[str] = field(default_factory=list)

    def see(self, cell: Cell) -> None:
        if not cell:
            return
        self.filled += 1
        if isinstance(cell, tuple):
            self.lists = True
            self.numbers = self.answers = False
            return
        self.numbers = self.numbers and number(cell) is not None
        self.answers = self.answers and yes_no(cell) is not None
        self.marked = self.marked or LIST_MARK in cell
        if len(self.sample) < SAMPLE:
            self.sample.append(cell)

    @property
    def type(self) -> ColumnType:
        """Numbers only if all cells are, yes/no likewise; else words, or lists where a cell has `;` or commas separate what recurs."""
        if not self.filled:
            return "words"
        if self.numbers:
            return "number"
        if self.answers:
            return "boolean"
        if self.lists or self.marked:
            return "list"
        return "list by commas" if listed_by_commas(self.sample) else "words"


def value_of(cell: Cell, type: ColumnType) -> Value | None:
    """One cell as its column has it; None for an empty one."""
    if isinstance(cell, tuple):
        return cell or None
    if not cell:
        return None
    if type == "number":
        return number(cell)
    if type == "boolean":
        return yes_no(cell)
    if type == "words":
        return cell
    return split(cell, "," if type == "list by commas" else LIST_MARK)


def typed(cells: Sequence[str]) -> list[Value | None]:
    """A whole column at once."""
    witness = Witness()
    stripped = [cell.strip() for cell in cells]
    for cell in stripped:
        witness.see(cell)
    type = witness.type
    return [value_of(cell, type) for cell in stripped]
