"""What a sealed report must print, line by line, written anew from its file of figures."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from school.core.statistics import newcombe
from tests.support.indicator_names import RATES

COMPARED = ("retention_rate", "pass_rate", "hire_rate", "offer_rate", "in_trade_rate")
WAY = {
    "applied": "applied",
    "entrants": "intake",
    "completed": "completion",
    "certified": "certification",
    "hired": "hire",
}
AFTER_HIRE = ("in_trade_rate", "in_trade_rate_known", "same_employer_rate", "employed_at_rate")
WORDS = {
    "fr": {
        "hidden": "masqué", "why": "masqué : trop peu de personnes", "points": "points",
        "ends": "de {} à {}, {}", "yes": "établi", "no": "non établi", "of": "{} sur {}",
        "verdicts": ("au-dessus", "en dessous", "non distinguable"),
    },
    "en": {
        "hidden": "hidden", "why": "hidden: too few persons", "points": "points",
        "ends": "from {} to {}, {}", "yes": "established", "no": "not established",
        "of": "{} of {}", "verdicts": ("above", "below", "not distinguishable"),
    },
}  # fmt: skip
SHARE = r"\d+(?:[.,]\d)? ?%"
SIGNED = r"[+−]?\d+[.,]\d"
A_FIGURE = re.compile(
    rf"{SHARE}(?: \(\d+/\d+\))?|{SHARE} – {SHARE}|\d+|\d+ (?:sur|of) \d+|n = \w+|—"
    rf"|{SIGNED} points|(?:de|from) {SIGNED} (?:à|to) {SIGNED}, (?:non |not )?\w+"
    r"|masqué(?: : trop peu de personnes)?|hidden(?:: too few persons)?"
    r"|au-dessus|en dessous|non distinguable|above|below|not distinguishable"
)


def printed_lines(pdf: bytes) -> list[str]:
    """Read the lines of a paper back, their spaces made plain."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return [" ".join(line.split()) for page in pages for line in page.splitlines()]


def printed_figures(pdf: bytes) -> list[str]:
    """Give the lines that are a figure and nothing else: those of tables and charts, in order."""
    return [line for line in printed_lines(pdf) if A_FIGURE.fullmatch(line)]


class PaperFigures:
    """Writes the figures of a file as the paper of its language must print them."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.plain = plain
        self.total: dict[str, Any] = plain["groups"][-1]
        self.language: str = plain["parameters"]["language"]
        self.words: dict[str, Any] = WORDS[self.language]

    def number(self, value: float, places: int = 1) -> str:
        """Write a number with the sign of decimals of the language, rounded half up."""
        step = Decimal(1).scaleb(-places)
        text = f"{Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)}".replace("-", "−")
        return text.replace(".", ",") if self.language == "fr" else text

    def share(self, value: float, places: int = 1) -> str:
        """Write a share in per cent."""
        space = " " if self.language == "fr" else ""
        return f"{self.number(float(Decimal(str(value)) * 100), places)}{space}%"

    def count(self, value: int | str) -> str:
        """Write a count, or that it is hidden."""
        return self.words["hidden"] if value == "hidden" else str(value)

    def rate(self, rate: dict[str, Any] | str) -> str:
        """Write a rate with its counts."""
        if isinstance(rate, str):
            return str(self.words["hidden"])
        if not rate["denominator"]:
            return "—"
        return f"{self.share(rate['value'])} ({rate['numerator']}/{rate['denominator']})"

    def ends(self, ends: dict[str, Any] | str) -> str:
        """Write the ends of an interval."""
        if isinstance(ends, str):
            return str(self.words["hidden"])
        if ends["low"] is None:
            return "—"
        return f"{self.share(ends['low'])} – {self.share(ends['high'])}"

    def every(self, sizes: list[int]) -> list[str]:
        """Give all lines of figures, in the order of the paper; `sizes` is the funnel plot's."""
        parts = (
            self.headline(), self.offers(), self.sexes(), self.way(), self.after_hire(),
            self.groups(sizes), self.enterprises(), self.rates(),
        )  # fmt: skip
        return [line for part in parts for line in part]

    def scale(self) -> list[str]:
        """Give the levels of a chart."""
        return [self.share(level / 4, 0) for level in range(5)]

    def headline(self) -> Iterator[str]:
        """The large figure, its chart, and the bar of what is known."""
        rate, counts = self.total["hire_rate"], self.total["counts"]
        yield self.share(rate["value"])
        yield from self.scale()
        yield self.share(rate["low"])
        yield self.share(rate["high"])
        names = ("hired", "self_employed", "not_hired", "unknown")
        if any(counts[name] == "hidden" for name in names):
            yield self.words["why"]
        else:
            people = sum(counts[name] for name in names)
            yield self.words["of"].format(people - counts["unknown"], people)

    def offers(self) -> Iterator[str]:
        """The benchmarks and the verdicts beside them."""
        rate = self.total["offer_rate"]
        above, below, neither = self.words["verdicts"]
        for one in self.plain["benchmarks"]:
            share = one["share"]
            yield self.share(share)
            if rate == "hidden":
                yield self.words["hidden"]
            else:
                said = below if rate["high"] < share else neither
                yield above if rate["low"] > share else said

    def sexes(self) -> Iterator[str]:
        """The rates of women and men, drawn and set, and their gaps."""
        yield from self.scale()
        for name in COMPARED:
            for whose in ("women", "men"):
                rate = self.total[whose][name]
                hidden = rate == "hidden"
                yield self.words["why"] if hidden else self.rate(rate).split(" (")[0]
        for name in COMPARED:
            women, men = self.total["women"][name], self.total["men"][name]
            yield self.rate(women)
            yield self.rate(men)
            yield from self.gap(women, men)

    def gap(self, women: Any, men: Any) -> Iterator[str]:
        """The gap between two rates, by its counts."""
        if "hidden" in (women, men):
            yield self.words["hidden"]
            return
        if not women["denominator"] or not men["denominator"]:
            yield "—"
            return
        ends = newcombe(
            women["numerator"], women["denominator"], men["numerator"], men["denominator"]
        )
        assert ends is not None
        yield f"{self.points(women['value'] - men['value'])} {self.words['points']}"
        said = self.words["no" if ends.contains(0) else "yes"]
        yield self.words["ends"].format(self.points(ends.low), self.points(ends.high), said)

    def points(self, value: float) -> str:
        """Write a difference in points, with its sign."""
        return f"{'+' if value > 0 else ''}{self.number(float(Decimal(str(value)) * 100))}"

    def way(self) -> Iterator[str]:
        """The numbers from application to hire, drawn and set."""
        women, men = self.total["women"]["counts"], self.total["men"]["counts"]
        for name in WAY:
            shown = [str(count[name]) for count in (women, men) if count[name] != "hidden"]
            yield from [self.words["why"], *shown] if len(shown) < 2 else shown
        for name, place in WAY.items():
            yield self.count(women[name])
            yield self.count(men[name])
            yield self.rate(self.total["women_share"][place])

    def after_hire(self) -> Iterator[str]:
        """The rates of the trade and of keeping the work."""
        return self.lines(AFTER_HIRE)

    def rates(self) -> Iterator[str]:
        """Every rate."""
        return self.lines(RATES)

    def lines(self, names: tuple[str, ...]) -> Iterator[str]:
        """Rates of everybody with their intervals."""
        for name in names:
            yield self.rate(self.total[name])
            yield self.ends(self.total[name])

    def groups(self, sizes: list[int]) -> Iterator[str]:
        """The chart and the table of groups."""
        if "groups" in self.plain["withheld"]:
            return
        rows = self.plain["groups"]
        if "school" in rows[0]["group"]:
            yield from [*self.scale(), *map(str, sizes)]
        elif len(rows) > 2:
            yield from [*self.scale(), *self.trend(rows[:-1])]
        for row in rows:
            yield from self.cells(row)

    def trend(self, rows: list[dict[str, Any]]) -> Iterator[str]:
        """The chart of cohorts: their rates, and of how many people."""
        for row in rows:
            rate = row["hire_rate"]
            if rate != "hidden":
                yield self.share(rate["value"])
            yield f"n = {self.count(row['counts'].get('n', 'hidden'))}"

    def enterprises(self) -> Iterator[str]:
        """The table of enterprises."""
        for row in self.plain["enterprises"]:
            yield from self.cells(row)

    def cells(self, row: dict[str, Any]) -> Iterator[str]:
        """The figures of a group."""
        yield self.count(row["counts"]["certified"])
        yield self.rate(row["hire_rate"])
        yield self.ends(row["hire_rate"])
        yield self.ends(row["bounds"])
        yield self.rate(row["coverage"])
