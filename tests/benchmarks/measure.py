"""Timing two things in turn, so that a machine that drifts drifts for both."""

import statistics
import time
from collections.abc import Callable


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """How long `times` runs of `act` take, in seconds."""
    started = time.perf_counter()
    for _ in range(times):
        act()
    return time.perf_counter() - started


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], *, pairs: int = 5, times: int = 1
) -> tuple[float, float, float]:
    """Medians over the pairs: ours in seconds a run, theirs, and the ratio pair by pair.

    One run of each goes before and is not counted.
    """
    ours(), theirs()
    runs = [(seconds(ours, times) / times, seconds(theirs, times) / times) for _ in range(pairs)]
    return (
        statistics.median(first for first, _ in runs),
        statistics.median(second for _, second in runs),
        statistics.median(first / second for first, second in runs),
    )


def tell(name: str, value: float, unit: str) -> None:
    """One line a figure: name value unit."""
    print(f"{name} {value:.4g} {unit}", flush=True)
