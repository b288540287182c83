"""The weights of the score terms, fitted on judged queries and kept with where they come from (retrieval/weights.json).

`python -m retrieval.benchmark.fit` fits them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from core.errors import StorageError

FILE = Path(__file__).parent / "weights.json"


@dataclass(frozen=True)
class Weights:
    """`values` by term. `fitted` names those that judged queries decided; the others were set by hand, because no judged query uses them.

    `queries` is the digest of the query set, `score` its nDCG@10 on the development queries, cross-validated (each fold by weights
    fitted on the others).
    """

    values: Mapping[str, float]
    fitted: tuple[str, ...]
    date: str
    queries: str
    score: float
    procedure: str
    seed: int


def read_weights(path: Path = FILE) -> Weights:
    """Raises StorageError for a file that is missing, is no JSON or does not name just these fields."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        weights = Weights(**{**found, "fitted": tuple(found["fitted"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(f"the weights {path.name} cannot be read ({str(error)[:120]}): fit them with python -m retrieval.benchmark.fit") from None
    if not all(isinstance(each, (int, float)) and each >= 0 for each in weights.values.values()):
        raise StorageError(f"the weights {path.name} must be numbers from 0: fit them with python -m retrieval.benchmark.fit")
    return weights


def write_weights(weights: Weights, path: Path = FILE) -> None:
    path.write_text(json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8")
