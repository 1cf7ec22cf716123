"""Questions of a GIFT file, as Moodle documents and exports the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from school.learning.question_files.drafts import UNIT_TAG, Builder, Content, Draft, Weighted
from school.learning.question_files.findings import CannotKeep, Destination, FileError, Imported
from school.learning.question_files.gift_blocks import Block, Cut, blocks, cut, plain, take_format
from school.learning.question_files.words import Words, only_language, read_words

MOST_BYTES = 5_000_000
CERTAIN = Decimal(100)
TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ANSWER = re.compile(r"([=~])([^=~]*)")
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{1,7})?)%")


def read_gift(content: bytes, destination: Destination) -> Imported:
    """Read the questions of a file; raise `FileError` when it is too large or not in UTF-8.

    Every question is in the result or among the findings, with the reason.
    """
    if len(content) > MOST_BYTES:
        raise FileError(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError(f"line {line}: the file is not written in UTF-8") from error
    builder = Builder(destination)
    for block in blocks(text):
        _add(block, builder)
    return builder.imported()


def _add(block: Block, builder: Builder) -> None:
    name = block.identifier or " ".join(block.text.split())[:60]
    try:
        parts = cut(block)
        name = parts.title or name
        reader = _Reader(name, parts, block, builder)
        content = reader.content()
        draft = reader.draft()
    except CannotKeep as reason:
        builder.findings.left_out(name, str(reason))
        return
    builder.add(draft, content)


@dataclass(frozen=True, slots=True)
class _Sign:
    """An answer: = or ~, its weight, its text, and what is told."""

    sign: str
    weight: Decimal | None
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one question that was cut."""

    name: str
    parts: Cut
    block: Block
    builder: Builder

    def draft(self) -> Draft:
        """Give what is said besides the answers."""
        return Draft(
            name=self.name,
            words=self._read(self.parts.words, self.parts.markup) or {},
            feedback=self.words(self.parts.feedback),
            identifier=self.block.identifier,
            category=self.block.category,
            tags=self.block.tags,
        )

    def words(self, text: str, markup: str = "") -> Words | None:
        """Read words in their own format or the question's; None where there are none."""
        own, rest = take_format(text, markup or self.parts.markup)
        return self._read(rest, own)

    def _read(self, text: str, markup: str) -> Words | None:
        words, lost = read_words(plain(text), markup)
        for reason in lost:
            self.builder.findings.changed(self.name, reason)
        return words if words["fr"] else None

    def content(self) -> Content:
        """Tell the kind by what stands in the braces."""
        inside = self.parts.answers
        if not inside:
            raise CannotKeep("an essay has no like here")
        if inside.startswith("#"):
            return self._numeric(inside[1:])
        truth, *told = inside.split("#")
        if truth.strip().upper() in TRUTHS:
            if any(text.strip() for text in told):
                self.builder.feedback_lost(self.name)
            return {"kind": "true_false", "right": TRUTHS[truth.strip().upper()]}
        if inside[0] not in "=~":
            raise CannotKeep("what stands in its braces cannot be read")
        return self._signed(list(_signs(inside)))

    def _signed(self, signs: list[_Sign]) -> Content:
        if any(one.sign == "~" for one in signs):
            single = any(one.sign == "=" for one in signs)
            single = single or any(one.weight == CERTAIN for one in signs)
            return self.builder.choice(self.name, list(self._weighted(signs)), single=single)
        if len(signs) > 1 and all("->" in one.text for one in signs):
            return self._matching(signs)
        answers = list(self._weighted(signs, markup="plain"))
        return self.builder.short_answer(self.name, answers)

    def _weighted(self, signs: list[_Sign], markup: str = "") -> Iterator[Weighted]:
        for one in signs:
            weight = CERTAIN if one.sign == "=" else Decimal(0)
            language = only_language(plain(one.feedback))
            yield Weighted(
                self.words(one.text, markup) or {},
                one.weight if one.weight is not None else weight,
                self.words(one.feedback),
                language,
            )

    def _matching(self, signs: list[_Sign]) -> Content:
        sides = []
        for one in signs:
            left, _, right = one.text.partition("->")
            sides.append((self.words(left), read_words(plain(right), "plain")[0]))
            if one.feedback:
                self.builder.feedback_lost(self.name)
        return self.builder.matching(self.name, sides)

    def _numeric(self, text: str) -> Content:
        bare = text.strip()
        signs = list(_signs(bare if bare.startswith(("=", "~")) else f"={bare}"))
        certain = [one for one in signs if one.weight in {None, CERTAIN} and one.sign == "="]
        if not certain:
            raise CannotKeep("no answer has the whole mark")
        if len(signs) > 1:
            said = "one answer with its tolerance is kept, not the others"
            self.builder.findings.changed(self.name, said)
        if any(one.feedback for one in signs):
            self.builder.feedback_lost(self.name)
        units = [tag.removeprefix(UNIT_TAG) for tag in self.block.tags if tag.startswith(UNIT_TAG)]
        answer, tolerance = _interval(certain[0].text)
        unit = units[0] if units else ""
        return {"kind": "numeric", "answer": answer, "tolerance": tolerance, "unit": unit}


def _signs(text: str) -> Iterator[_Sign]:
    """Part the answers at their signs; escaped ones were put out of the way before."""
    for sign, said in _ANSWER.findall(text):
        found = _WEIGHT.match(said)
        rest = said[found.end() :] if found else said
        answer, _, feedback = rest.partition("#")
        weight = Decimal(found[1]) if found else None
        yield _Sign(sign, weight, answer.strip(), feedback.strip())


def _interval(text: str) -> tuple[Decimal, Decimal]:
    """Read 3, 3:0.1 or 1..5 as a number and its tolerance."""
    try:
        if ".." in text:
            low, high = (Decimal(end.strip()) for end in text.split("..", 1))
            return (low + high) / 2, (high - low) / 2
        number, _, tolerance = text.partition(":")
        return Decimal(number.strip()), Decimal(tolerance.strip() or 0)
    except DecimalException as error:
        raise CannotKeep(f"« {plain(text)} » is not a number") from error
