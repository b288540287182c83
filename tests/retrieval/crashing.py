"""Ingests in processes of their own that are killed, or refused by the disk, on the way: run by tests/retrieval/test_interrupted.py.

`python crashing.py CATALOGS kill N SEED`: N processes, each killed at a random one of its file operations or a random moment after it.
`python crashing.py CATALOGS full BYTES ...`: for each number an ingest whose files cannot grow beyond it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from core.errors import StorageError
from retrieval.benchmark.generated import GeneratedPictures, GeneratedShop
from retrieval.benchmark.stand_ins import stand_ins
from retrieval.ingest import Shelf, ingest

ITEMS = 60
LATEST_S = 0.3  # after the file operation


def build(catalogs: Path, seed: int) -> None:
    ingest(catalogs, Shelf("shop", GeneratedShop(ITEMS, seed), GeneratedPictures()), stand_ins(16, 16))


def operations(catalogs: Path, seed: int) -> int:
    """How many file operations an ingest makes, as far as Python sees them."""
    count = [0]
    stopped = watch_files(lambda: count.__setitem__(0, count[0] + 1), catalogs)
    build(catalogs, seed)
    stopped.set()
    return count[0]


def watch_files(seen: Callable[[], None], catalogs: Path) -> threading.Event:
    """Calls `seen` at every file operation inside the catalogs, until the event is set."""
    stopped = threading.Event()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link") and not stopped.is_set() and str(catalogs) in str(arguments[0]):
            seen()

    sys.addaudithook(hook)
    return stopped


def kill(catalogs: Path, count: int, seed: int) -> None:
    """Kills `count` ingests, each at a moment of its own. Prints how many did not reach their end."""
    told = catalogs.with_name("operations")
    assert forked(lambda: build(catalogs, 1)) == 0
    assert forked(lambda: told.write_text(str(operations(catalogs.with_name("counted"), 2)))) == 0
    total = int(told.read_text())
    draw = random.Random(seed)
    killed = 0
    for each in range(count):
        at = 1 + each * total // count + draw.randrange(max(1, total // count))
        late = draw.choice((0.0, draw.random() * LATEST_S))
        killed += forked(lambda at=at, late=late, each=each: (die_at(at, late, catalogs), build(catalogs, 2 + each % 2))) == -signal.SIGKILL  # type: ignore[misc]
        assert forked(lambda: sys.exit(0 if whole(catalogs) else 3)) == 0, "the catalog is neither the old one nor the new one"
    print(killed)


def forked(work: Callable[[], object]) -> int:
    """Exit status of a child that does it. The parent never touches the store, whose threads no fork outlives."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        except SystemExit as end:
            os._exit(int(end.code or 0))
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(4)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(operation: int, late: float, catalogs: Path) -> None:
    done = [0]

    def seen() -> None:
        done[0] += 1
        if done[0] == operation:
            if late:
                threading.Timer(late, os.kill, (os.getpid(), signal.SIGKILL)).start()
            else:
                os.kill(os.getpid(), signal.SIGKILL)

    watch_files(seen, catalogs)


def whole(catalogs: Path) -> bool:
    from retrieval.catalog import open_catalog
    from retrieval.opening import open_generation
    from retrieval.query import Query

    retriever = open_generation(open_catalog(catalogs, "shop"), stand_ins(16, 16))
    shops = {tuple((item.id, item.title) for item in GeneratedShop(ITEMS, seed)) for seed in (1, 2, 3)}
    pictured = all(picture is not None and picture.is_file() for picture in map(retriever.picture, (item.id for item in retriever.items)))
    found = retriever.search(Query(retriever.items[3].title, k=5))
    return tuple((item.id, item.title) for item in retriever.items) in shops and pictured and retriever.items[3].id in {each.item.id for each in found}


def full(catalogs: Path, limits: list[int]) -> None:
    """Prints what each ingest was told."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    build(catalogs, 1)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in limits:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            build(catalogs, 2)
            said = "built"
        except StorageError as error:
            said = str(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        print(limit, said, flush=True)
        assert whole(catalogs)
        assert [each.name for each in (catalogs / "shop").glob(".building-*")] == []


if __name__ == "__main__":
    began = time.monotonic()
    folder, what, *numbers = sys.argv[1:]
    if what == "kill":
        kill(Path(folder), int(numbers[0]), int(numbers[1]))
    else:
        full(Path(folder), [int(each) for each in numbers])
    print(f"{time.monotonic() - began:.1f} s", file=sys.stderr)
