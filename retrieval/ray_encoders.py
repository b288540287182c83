"""Encoders on the workers of a Ray cluster, for catalogs that one machine would embed for days. An ingest uses them as it uses those here.

Each worker is an actor that loads the encoders once; what an ingest embeds at a time is cut into parts, which the pool shares.

Ray Data's `map_batches` does the same with an actor pool of its own, but one that lives as long as one dataset: an ingest that embeds
shelf by shelf would start it, and load the encoders, for every shelf. For 640 texts here it took 32.6 s and again 17.6 s at 1.6 GiB,
this pool 5.7 s and then 0.03 s at 0.9 GiB (ray 2.60, two workers, a busy two-core machine, encoders that cost nothing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL.Image import Image

from core.errors import EngineDown, MissingEngine
from retrieval.encoders import Encoders

TEXTS, IMAGES = 64, 8  # embedded by a worker at a time: about a second of work on one core, so that handing out (milliseconds) is nothing
AGAIN = 3  # times a part is given to another worker when one dies
FIX = "pip install 'ray==2.60.0' in the environment that `python launch.py doctor` names"


class Worker:
    """Runs in a process of its own, on any machine of the cluster."""

    def __init__(self, load: Callable[[], Encoders]) -> None:
        self._encoders = load()

    def about(self) -> tuple[str, int, str, int, tuple[str, ...]]:
        text, image = self._encoders.text, self._encoders.image
        return text.name, text.dim, image.name, image.dim, tuple(image.classes)

    def texts(self, part: Sequence[str]) -> np.ndarray:
        return self._encoders.text.encode(part)

    def images(self, part: Sequence[Image]) -> tuple[np.ndarray, np.ndarray]:
        return self._encoders.image.encode(part)


class SpreadText:
    """A `TextEncoder` over the pool."""

    def __init__(self, pool: Pool, name: str, dim: int) -> None:
        self._pool = pool
        self.name = name
        self.dim = dim

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Raises EngineDown."""
        found = self._pool.run("texts", texts, TEXTS)
        return np.concatenate(found) if found else np.zeros((0, self.dim), np.float32)


class SpreadImages:
    """An `ImageEncoder` over the pool."""

    def __init__(self, pool: Pool, name: str, dim: int, classes: Sequence[str]) -> None:
        self._pool = pool
        self.name = name
        self.dim = dim
        self.classes = classes

    def encode(self, images: Sequence[Image]) -> tuple[np.ndarray, np.ndarray]:
        """Raises EngineDown."""
        found = self._pool.run("images", images, IMAGES)
        if not found:
            return np.zeros((0, self.dim), np.float32), np.zeros((0, len(self.classes)), np.float32)
        return np.concatenate([vectors for vectors, _ in found]), np.concatenate([classes for _, classes in found])


class Pool:
    """The workers, kept for the whole ingest: a model is loaded once, not once a part."""

    def __init__(self, ray: Any, actors: Sequence[Any]) -> None:
        self._ray = ray
        self._actors = actors

    def run(self, method: str, every: Sequence[Any], size: int) -> list[Any]:
        """What the workers make of the parts, in order. Raises EngineDown where a part fails on every worker it is given to."""
        from ray.util import ActorPool

        parts = [every[start : start + size] for start in range(0, len(every), size)]
        try:
            return list(ActorPool(self._actors).map(lambda actor, part: getattr(actor, method).remote(part), parts))
        except self._ray.exceptions.RayError as error:
            raise EngineDown(f"the Ray workers cannot embed the catalog ({(str(error) or type(error).__name__).strip().splitlines()[-1][:200]})") from None


@contextmanager
def spread(load: Callable[[], Encoders], cluster: str, workers: int) -> Iterator[Encoders]:
    """The encoders that `load` gives, on that many workers of a cluster: "local", "auto" or ray://HOST:10001. Raises MissingEngine, EngineDown.

    `load` is called on each worker's machine: the weights lie there under the same folder.
    """
    try:
        import ray
    except ImportError:
        raise MissingEngine("ray", FIX) from None
    try:
        if cluster == "local":
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
        else:
            ray.init(address=cluster, log_to_driver=False, configure_logging=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineDown(f"the Ray cluster {cluster!r} cannot be reached ({str(error).strip().splitlines()[0][:200]}): start it with `ray start`") from None
    try:
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=AGAIN)(Worker)
        actors = [actor.remote(load) for _ in range(workers)]
        text_name, text_dim, image_name, image_dim, classes = ray.get(actors[0].about.remote())
        pool = Pool(ray, actors)
        yield Encoders(SpreadText(pool, text_name, text_dim), SpreadImages(pool, image_name, image_dim, classes))
    except ray.exceptions.RayError as error:
        raise EngineDown(f"the Ray workers cannot load the encoders ({str(error).strip().splitlines()[-1][:200]})") from None
    finally:
        ray.shutdown()
