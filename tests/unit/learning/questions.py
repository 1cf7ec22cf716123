"""Questions of every kind with any words, for property tests."""

from hypothesis import strategies as st

from school.core.text import UNWRITABLE
from school.curriculum.pack.questions import Question
from tests.unit.learning.samples import KINDS, question

LETTERS = st.sampled_from("abzÉœ0’«\u00a0<>&\"'*-~=#{}:%\\/$[]|→µ²")


def _tidy(text: str) -> str:
    return " ".join(UNWRITABLE.sub("", text).split(" ")).strip()


WORDS = st.one_of(
    st.sampled_from(
        [
            "// not a comment",
            "[html]x",
            "%50%x",
            "$CATEGORY: x",
            "a -> b",
            "{length}",
            "&lt;b&gt;",
            "\\n",
        ]
    ),
    st.lists(st.text(LETTERS, min_size=1, max_size=8).map(_tidy), min_size=1, max_size=3).map(
        lambda words: " ".join(word for word in words if word)
    ),
    st.just("line one\nline two\n\nafter a gap"),
).filter(lambda text: bool(text.strip()) and text == text.strip())
ONE_LINE = WORDS.filter(lambda text: "\n" not in text)
NUMBERS = st.decimals(-(10**6), 10**6, places=4)


def bilingual(words: st.SearchStrategy[str] = WORDS) -> st.SearchStrategy[dict[str, str]]:
    """Words in two languages, now and then the same."""
    two = st.fixed_dictionaries({"fr": words, "en": words})
    return two | words.map(lambda text: {"fr": text, "en": text})


def _options(right: st.SearchStrategy[list[bool]]) -> st.SearchStrategy[list[dict[str, object]]]:
    def options(marks: list[bool]) -> st.SearchStrategy[list[dict[str, object]]]:
        return st.tuples(
            *(
                st.builds(
                    lambda words, feedback, mark=mark: {
                        **words,
                        "right": mark,
                        "feedback": feedback,
                    },
                    bilingual(),
                    st.none() | bilingual(),
                )
                for mark in marks
            )
        ).map(list)

    return right.flatmap(options)


def _marks(right: int, wrong: int) -> st.SearchStrategy[list[bool]]:
    return st.permutations([True] * right + [False] * wrong).map(list)


@st.composite
def _matching(draw: st.DrawFn) -> dict[str, object]:
    """Pairs of which several may share their right side, and right sides that fit nothing."""
    lefts = draw(st.lists(ONE_LINE, min_size=3, max_size=8, unique=True))
    rights = draw(st.lists(ONE_LINE, min_size=2, max_size=8, unique=True))
    rest = st.lists(st.sampled_from(rights), min_size=len(lefts) - 2, max_size=len(lefts) - 2)
    chosen = draw(st.permutations([*rights[:2], *draw(rest)]))
    pairs = zip(lefts, chosen, strict=True)
    return {
        "pairs": [{"left": both(left), "right": both(right)} for left, right in pairs],
        "distractors": [both(one) for one in rights if one not in chosen],
    }


def _multiple() -> st.SearchStrategy[dict[str, object]]:
    counts = st.integers(2, 8).flatmap(
        lambda right: st.tuples(st.just(right), st.integers(1, 10 - right))
    )
    return st.builds(dict, options=_options(counts.flatmap(lambda two: _marks(*two))))


UNITS = st.sampled_from(["", "dB", "dB/km", "%", "µm", "[x]"])


def both(text: str) -> dict[str, str]:
    """The same words, told apart by their language."""
    return {"fr": text, "en": f"{text} (en)"}


SPELLINGS = st.lists(ONE_LINE, min_size=1, max_size=3)
CHANGES: dict[str, st.SearchStrategy[dict[str, object]]] = {
    "single": st.builds(
        dict, options=_options(st.integers(1, 7).flatmap(lambda wrong: _marks(1, wrong)))
    ),
    "multiple": _multiple(),
    "true_false": st.builds(dict, right=st.booleans()),
    "numeric": st.builds(
        dict, answer=NUMBERS, tolerance=NUMBERS.map(lambda one: abs(one) / 2), unit=UNITS
    ),
    "matching": _matching(),
    "ordering": st.builds(dict, items=st.lists(bilingual(), min_size=3, max_size=10)),
    "short_answer": st.builds(
        dict, answers=st.fixed_dictionaries({"fr": SPELLINGS, "en": SPELLINGS})
    ),
}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of any kind."""
    kind = draw(st.sampled_from(list(KINDS)))
    words: dict[str, object] = {"feedback": draw(bilingual())}
    if kind == "parameterised":
        least, steps = draw(NUMBERS), draw(st.integers(1, 500))
        step = draw(st.decimals("0.0001", 100, places=4))
        length = {"minimum": least, "maximum": least + step * steps, "step": step}
        loss = {"minimum": "0", "maximum": "3", "step": "0.5"}
        formulas = ["length - loss", "2*length**2+-loss", "max(length, round(loss, 1))"]
        words["parameters"] = {"length": length, "loss": loss}
        words["formula"] = draw(st.sampled_from(formulas))
    else:
        words["text"] = draw(bilingual())
    competencies = draw(st.lists(st.sampled_from(["M1-A", "M1-B.2"]), min_size=1, unique=True))
    codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", fullmatch=True)
    changes = draw(CHANGES.get(kind, st.just({})))
    return question(kind, code=draw(codes), competencies=competencies, **words, **changes)
