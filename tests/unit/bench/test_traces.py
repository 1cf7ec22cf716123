"""Reading damaged traces: both answers are counted, and any other error tells its seed."""

import pytest

from bench.traces import Fell, sources, survive
from school.practicals.sor import Trace, read_sor


def test_damaged_files_are_counted() -> None:
    found = survive(sources(None), range(300))
    assert found.read + found.refused == 300
    assert min(found.read, found.refused) > 30
    assert 0 < found.slowest_seconds < 1


def test_another_error_tells_its_seed() -> None:
    calls: list[bytes] = []

    def fragile(content: bytes) -> Trace:
        calls.append(content)
        if len(calls) == 8:
            raise IndexError("beyond")
        return read_sor(content)

    with pytest.raises(Fell, match="seed 7: IndexError: beyond"):
        survive(sources(None), range(300), fragile)
    assert len(calls) == 8
