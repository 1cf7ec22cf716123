"""The apprentice's trace as small as a row of a list: the line, practicals, exit and hire."""

from collections.abc import Iterator

from markupsafe import Markup

from school.oversight.trace_rules import EventKind, Trace, TraceEvent, line_points

WIDTH = 100
TOP, BOTTOM = 8, 28
HEIGHT = 34


def draw_small(trace: Trace, label: str) -> Markup:
    """Draw a trace for a row of a list."""
    inside = Markup("").join([_ideal(trace), *_events(trace), _line(trace), *_after_exit(trace)])
    return Markup(
        '<svg class="trace-small" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        'role="img" aria-label="{label}">{inside}</svg>'
    ).format(width=WIDTH, height=HEIGHT, label=label, inside=inside)


def _path(kind: str, shape: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, shape)


def _x(position: float) -> str:
    return f"{position * WIDTH:.1f}".removesuffix(".0")


def _y(share: float, up: float = 0) -> str:
    return f"{TOP + share * (BOTTOM - TOP) - up:.1f}".removesuffix(".0")


def _ideal(trace: Trace) -> Markup:
    if trace.training is None:
        return Markup("")
    return _path("ideal", f"M0 {TOP}L{_x(trace.position(trace.training.end))} {BOTTOM}")


def _line(trace: Trace) -> Markup:
    points = [f"{_x(trace.position(day))} {_y(share)}" for day, share in line_points(trace)]
    return _path("curve", "M" + "L".join(dict.fromkeys(points)))


def _events(trace: Trace) -> Iterator[Markup]:
    for kind, look, up in ((EventKind.SUCCESS, "up", 7), (EventKind.DIFFICULTY, "down", -5)):
        shapes = [_tick(trace, event, up) for event in trace.events if event.kind is kind]
        if shapes:
            yield _path(look, "".join(dict.fromkeys(shapes)))


def _tick(trace: Trace, event: TraceEvent, up: int) -> str:
    share = trace.done_until(event.day)
    return f"M{_x(trace.position(event.day))} {_y(share)}V{_y(share, up)}"


def _after_exit(trace: Trace) -> Iterator[Markup]:
    if trace.exit_on is None or trace.exit_on > trace.end:
        return
    exit_x, share = _x(trace.position(trace.exit_on)), trace.done_until(trace.exit_on)
    found_on = min(trace.hired_on or trace.today, trace.end)
    found_x = _x(trace.position(found_on))
    yield _path("search", f"M{exit_x} {_y(share)}H{found_x}")
    yield _path("exit", f"M{exit_x} {_y(share)}V{_y(share, 10)}")
    if trace.hired_on and trace.hired_on <= trace.end:
        yield _path("onward", f"M{found_x} {_y(share)}H{WIDTH}")
