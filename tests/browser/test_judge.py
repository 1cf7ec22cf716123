"""The script that judges while one types says what the server's rules say, case by case."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from school.curriculum.related_rules import Related, RelatedPart, Take
from school.curriculum.rules import Threshold
from school.demo.training import thresholds
from school.practicals.rules import Reason, find_faults, judge
from tests.browser.conftest import PHONE
from tests.support.shipped import shipped_pack

pytestmark = pytest.mark.browser

DRAWS, SMALL_DRAWS = 30, 1500
MILLION = 10**6
WRITTEN = ["", "0", "1", "0,04", "0.05", " 0,10 ", "−0,06", "0,100001", "24", "-24,1", "1e3", "."]

TINY = ["", "0", "0,000001", "0.000002", "−0,000001", "0,000003"]

JUDGED = """async (cases) => {
  const { judge, impossible, read } = await import("/static/any/js/judge.js");
  return cases.map(({ texts, measures, safe }) => {
    const values = new Map(Object.entries(texts).map(([name, text]) => [name, read(text)]));
    const wrong = impossible(values, measures);
    const { verdict, reasons } = judge(values, measures, { safe });
    const limit = ({ bound }) => bound?.toString() ?? null;
    const told = ({ kind, code, name, bound, bases = [] }) =>
      [kind, code, name, limit({ bound }), bases.map(limit)];
    return { wrong, verdict, reasons: reasons.map(told) };
  });
}"""


def plain(threshold: Threshold) -> dict[str, Any]:
    """Give a threshold as a page gives it."""
    limits = ("minimum", "maximum", "mean_maximum", "plausible_minimum", "plausible_maximum")
    found: dict[str, Any] = {
        name: None if (value := getattr(threshold, name)) is None else str(value) for name in limits
    }
    names = {"code": threshold.code, "names": threshold.names, "required": threshold.required}
    related = threshold.related and threshold.related.as_plain()
    return found | names | {"average_of": threshold.average_of, "related": related}


def drawn(random: Random, limits: list[Threshold], written: list[str]) -> dict[str, Any]:
    """Draw what somebody types: near the limits, and sometimes nothing or nonsense."""
    near = {
        str(limit) for one in limits for limit in (one.minimum, one.maximum) if limit is not None
    }
    choices = [*written, *sorted(near)]
    names = [name for one in limits if not one.average_of for name in one.names]
    return {
        "texts": {name: random.choice(choices) for name in names},
        "measures": [plain(one) for one in limits],
        "safe": random.random() > 0.1,
    }


def small_task(random: Random) -> list[Threshold]:
    """Draw measures whose limits are so close that values often lie on them."""
    repeats = random.randint(1, 3)

    def limit() -> Decimal | None:
        return random.choice([None, *map(Decimal, ("0", "0.000001", "0.000002", "-0.000001"))])

    def measure(code: str, average_of: tuple[str, ...] = ()) -> Threshold:
        return Threshold(
            code,
            minimum=limit(),
            maximum=limit(),
            mean_maximum=limit() if repeats > 1 else None,
            repeats=repeats,
            required=random.random() > 0.5,
            average_of=average_of,
            related=related(random),
        )

    beside = [Threshold(code, required=False) for code in ("length", "budget")]
    return [measure("there"), measure("back"), measure("average", ("there", "back")), *beside]


def related(random: Random) -> Related | None:
    """Draw limits that two other measures give, so small that they are often rounded."""
    if random.random() < 0.5:
        return None

    def small() -> Decimal:
        return random.choice(list(map(Decimal, ("0", "0.000001", "0.000002", "-0.000001"))))

    parts = (
        RelatedPart("length", times=Decimal(random.choice(["0.5", "1.5", "0.25", "-0.5", "2"]))),
        RelatedPart("length", limit=small(), below=small()),
        RelatedPart("budget", limit=small(), up_to=small()),
        RelatedPart("budget", times=Decimal(1)),
    )
    return Related(random.choice(list(Take)), tuple(random.sample(parts, random.randint(1, 3))))


def read(text: str) -> Decimal | None:
    """Read a number as the form's field does; what is none is not a number."""
    typed = "".join(text.split()).replace("−", "-").replace(",", ".")
    if not typed:
        return None
    return Decimal("NaN") if typed in {"1e3", "."} else Decimal(typed)


def expected(case: dict[str, Any], limits: list[Threshold]) -> dict[str, Any]:
    """Give what the rules say, of what the script is asked."""
    values = {name: read(text) for name, text in case["texts"].items()}
    faults = find_faults(values, limits)
    if faults and case["safe"]:
        return {"wrong": [fault.name for fault in faults]}
    found = judge(values, limits, safety_ok=case["safe"])
    reasons = [[one.kind.value, one.code, one.name, *_limits(one)] for one in found.reasons]
    return {"verdict": found.verdict.value, "reasons": reasons}


def _limits(reason: Reason) -> tuple[str | None, list[str]]:
    """Give the limit of a reason and those it follows from, in whole millionths."""
    bound = None if reason.bound is None else str(int(reason.bound * MILLION))
    return bound, [str(int(one.bound * MILLION)) for one in reason.bases]


def test_both_judge_alike(open_browser: Callable[..., Page]) -> None:
    random = Random(2026)  # noqa: S311
    shipped = [thresholds(task) for task in shipped_pack().tasks for _ in range(DRAWS)]
    small = [small_task(random) for _ in range(SMALL_DRAWS)]
    cases = [drawn(random, limits, WRITTEN) for limits in shipped]
    cases += [drawn(random, limits, TINY) for limits in small]
    page: Page = open_browser(PHONE)
    page.goto("/sign-in")
    told = page.evaluate(JUDGED, cases)
    verdicts = set()
    for case, limits, said in zip(cases, [*shipped, *small], told, strict=True):
        wanted = expected(case, limits)
        assert {name: said[name] for name in wanted} == wanted, (case["texts"], limits)
        verdicts.add(wanted.get("verdict", "impossible"))
    assert verdicts == {"acquired", "in_progress", "not_acquired", "impossible"}
