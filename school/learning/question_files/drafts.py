"""From what a file says of a question to a question of a bank, or the reason why not."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from school.core.text import fold
from school.curriculum.pack.questions import MOST_DISTRACTORS, Question
from school.learning.question_files.findings import Destination, Findings, Imported
from school.learning.question_files.words import LANGUAGES, Words

COMPETENCE_TAG, UNIT_TAG = "competence:", "unit:"
NO_FEEDBACK = {"fr": "Revoyez la leçon.", "en": "Go through the lesson again."}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_READER: TypeAdapter[Question] = TypeAdapter(Question)
Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Weighted:
    """An answer of a file: its words, its share of the mark in per cent, what is told then.

    `language` is empty where the answer is for readers of both languages.
    """

    words: Words
    percent: Decimal
    feedback: Words | None = None
    language: str = ""


@dataclass
class Draft:
    """What a file says of a question besides its kind."""

    name: str
    words: Words
    feedback: Words | None = None
    identifier: str = ""
    category: str = ""
    tags: Sequence[str] = ()


@dataclass
class Builder:
    """Makes questions of drafts, each with a code of its own."""

    destination: Destination
    findings: Findings = field(default_factory=Findings)
    _questions: list[Question] = field(default_factory=list)
    _codes: set[str] = field(default_factory=set)
    _stems: Counter[str] = field(default_factory=Counter)

    def imported(self) -> Imported:
        """Give what was made."""
        return Imported(tuple(self._questions), self.findings.all())

    def add(self, draft: Draft, content: Mapping[str, object]) -> None:
        """Make a question; list it as left out when a bank could not hold it."""
        code = self._code(draft)
        whole = {
            "code": code,
            "lesson": self._lesson(draft.category),
            "competencies": self._competencies(draft),
            "text": draft.words,
            "feedback": draft.feedback or NO_FEEDBACK,
            **content,
        }
        try:
            self._questions.append(_READER.validate_python(whole))
        except ValidationError as error:
            self.findings.left_out(draft.name, _reasons(error))
            return
        self._codes.add(code)
        if draft.identifier and draft.identifier != code:
            self.findings.changed(draft.name, f"its code is {code}, not {draft.identifier}")
        if not draft.feedback:
            said = f"it has no general feedback: « {NO_FEEDBACK['fr']} » stands there"
            self.findings.changed(draft.name, said)

    def _code(self, draft: Draft) -> str:
        for wanted in (draft.identifier, draft.name):
            if _CODE.fullmatch(wanted) and wanted not in self._codes:
                return wanted
        stem = re.sub(r"[^a-z0-9]+", "-", fold(draft.name)).strip("-")[:30].strip("-") or "question"
        while (code := self._next(stem)) in self._codes:
            pass
        return code

    def _next(self, stem: str) -> str:
        # Counted on from the last: a file may have a hundred thousand questions of one name.
        self._stems[stem] += 1
        return stem if self._stems[stem] == 1 else f"{stem}-{self._stems[stem]}"

    def _lesson(self, category: str) -> str:
        last = re.split(r"(?<!/)/(?!/)", category)[-1].strip()
        return last if last in self.destination.lessons else self.destination.lesson

    def _competencies(self, draft: Draft) -> list[str]:
        own = [tag for tag in draft.tags if tag.startswith(COMPETENCE_TAG)]
        for tag in draft.tags:
            if tag not in own and not tag.startswith(UNIT_TAG):
                self.findings.changed(draft.name, f"the tag « {tag} » is not kept")
        found = [tag.removeprefix(COMPETENCE_TAG) for tag in own]
        return found or list(self.destination.competencies)

    def choice(self, name: str, answers: Sequence[Weighted], *, single: bool) -> Content:
        """Make options of weighted answers; say which weights are not kept."""
        weights = [one.percent for one in answers]
        right = [weight > 0 for weight in weights]
        if single:
            right = [weight == 100 for weight in weights]
            if any(0 < weight < 100 or weight < 0 for weight in weights):
                self.findings.changed(name, "weights of wrong options are not kept")
        elif not _even(weights):
            said = "weights are not kept: each right option counts, each wrong one takes, the same"
            self.findings.changed(name, said)
        options = [
            {**one.words, "right": good, **({"feedback": one.feedback} if one.feedback else {})}
            for one, good in zip(answers, right, strict=True)
        ]
        return {"kind": "single" if single else "multiple", "options": options}

    def short_answer(self, name: str, answers: Sequence[Weighted]) -> Content:
        """Make spellings of the answers that are wholly right."""
        found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for one in answers:
            text = one.words.get("fr", "")
            if not text:
                self.findings.changed(name, "an answer without words is not kept")
                continue
            if one.percent != 100:
                self.findings.changed(name, f"« {text} » is not wholly right and is not kept")
                continue
            if "*" in text.replace("\\*", ""):
                self.findings.changed(name, f"« {text} » is a pattern and is not kept")
                continue
            for language in (one.language,) if one.language else LANGUAGES:
                found[language].append(text.replace("\\*", "*"))
            if one.feedback:
                self.feedback_lost(name)
        either = found["fr"] or found["en"]
        return {
            "kind": "short_answer",
            "answers": {language: spellings or either for language, spellings in found.items()},
        }

    def matching(self, name: str, sides: Sequence[tuple[Words | None, Words]]) -> Content:
        """Make pairs of left and right sides; right ones without a left one only mislead."""
        pairs = [{"left": left, "right": right} for left, right in sides if left]
        told = [right for left, right in sides if left]
        alone: list[Words] = []
        for left, right in sides:
            if not left and right.get("fr") and right not in (*told, *alone):
                alone.append(right)
        for right in alone[MOST_DISTRACTORS:]:
            said = f"« {right['fr']} », which fits nothing, is one answer too many and is not kept"
            self.findings.changed(name, said)
        distractors = alone[:MOST_DISTRACTORS]
        return {"kind": "matching", "pairs": pairs, "distractors": distractors}

    def feedback_lost(self, name: str) -> None:
        """Say that what is told of one answer has no place here."""
        self.findings.changed(name, "the feedback of an answer is not kept")


def _even(weights: Sequence[Decimal]) -> bool:
    """Tell whether right options share the mark alike, and wrong ones take as much each."""
    sizes = {abs(weight) for weight in weights}
    whole = sum((weight for weight in weights if weight > 0), Decimal(0))
    return len(sizes) == 1 and abs(whole - 100) < Decimal("0.01")


def _reasons(error: ValidationError) -> str:
    told = []
    for item in error.errors():
        # The first step names the kind, which every reason would repeat.
        where = ".".join(str(step) for step in item["loc"][1:])
        # The library puts a word of its own before what our rules say.
        said = str(item["ctx"]["error"]) if item["type"] == "value_error" else item["msg"]
        told.append(f"{where}: {said}" if where else said)
    return "; ".join(told)
