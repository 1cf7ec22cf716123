"""Questions of a Moodle XML file, as Moodle 3 and 4 export them."""

from collections.abc import Callable, Iterator
from decimal import Decimal, DecimalException
from xml.etree.ElementTree import Element

from school.learning.question_files.drafts import Builder, Content, Draft, Weighted
from school.learning.question_files.findings import CannotKeep, Destination, FileError, Imported
from school.learning.question_files.formulas import from_moodle, our_names, read_range, rename
from school.learning.question_files.safe_xml import read_xml
from school.learning.question_files.words import Words, only_language, read_words

NOMINAL, CERTAIN = "2", Decimal(100)
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read_moodle_xml(content: bytes, destination: Destination) -> Imported:
    """Read the questions of a file; raise `FileError` when it is no Moodle XML.

    Every question is in the result or among the findings, with the reason.
    """
    root = read_xml(content)
    if root.tag != "quiz":
        raise FileError("this is not a question file of Moodle: it does not begin with <quiz>")
    builder, category = Builder(destination), ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = element.findtext("category/text", "")
        else:
            _Reader(element, builder, category).read()
    return builder.imported()


class _Reader:
    """Reads one question."""

    def __init__(self, element: Element, builder: Builder, category: str) -> None:
        self.element = element
        self.builder = builder
        self.category = category
        self.name = " ".join(element.findtext("name/text", "").split()) or "?"

    def read(self) -> None:
        """Add the question to the builder, or say why it is left out."""
        try:
            reader = self._reader()
            draft = self._draft()
            content = reader(self, draft)
            self._say_what_is_lost()
        except CannotKeep as reason:
            self.builder.findings.left_out(self.name, str(reason))
            return
        self.builder.add(draft, content)

    def _reader(self) -> "Callable[[_Reader, Draft], Content]":
        kind = self.element.get("type", "")
        if self.element.findtext("hidden", "0").strip() not in {"0", ""}:
            raise CannotKeep("it is hidden in Moodle")
        if kind not in READERS:
            raise CannotKeep(f"questions of the kind {kind} have no like here")
        return READERS[kind]

    def _draft(self) -> Draft:
        feedback = self.words(self.element.find("generalfeedback"))
        return Draft(
            name=self.name,
            words=self.words(self.element.find("questiontext")) or {},
            feedback=feedback,
            identifier=self.element.findtext("idnumber", "").strip(),
            category=self.category,
            tags=[one.text or "" for one in self.element.findall("tags/tag/text")],
        )

    def _say_what_is_lost(self) -> None:
        findings, element = self.builder.findings, self.element
        if _number(element.findtext("penalty", "0")):
            findings.often("penalties of repeated tries are not kept")
        if _number(element.findtext("defaultgrade", "1")) != 1:
            findings.changed(self.name, "its weight in a quiz is not kept: each counts the same")
        if any(element.findtext(f"{tag}/text", "").strip() for tag in COMBINED):
            findings.often("what Moodle tells of any right or wrong answer is not kept")
        if any(one.findtext("text", "").strip() for one in element.findall("hint")):
            findings.changed(self.name, "its hints are not kept")
        for unit in element.findall("units/unit")[1:]:
            findings.changed(self.name, f"the unit {unit.findtext('unit_name', '')} is not kept")

    def words(self, element: Element | None, default: str = "html") -> Words | None:
        """Read the words of an element in both languages; None where there are none."""
        if element is None:
            return None
        markup = element.get("format", default)
        words, lost = read_words(element.findtext("text", ""), markup)
        for reason in lost:
            self.builder.findings.changed(self.name, reason)
        return words if words["fr"] else None

    def answers(self, *, plain: bool = False) -> Iterator[Weighted]:
        """Read the answers with their weights; plain ones are taken letter by letter."""
        for one in self.element.findall("answer"):
            text = one.findtext("text", "").strip()
            words = {"fr": text, "en": text} if plain else self.words(one)
            feedback = self.words(one.find("feedback"))
            language = only_language(one.findtext("feedback/text", ""))
            yield Weighted(words or {}, _number(one.get("fraction", "0")), feedback, language)

    def choice(self, draft: Draft) -> Content:
        """One option or several."""
        single = self.element.findtext("single", "true").strip() in {"true", "1"}
        return self.builder.choice(self.name, list(self.answers()), single=single)

    def true_false(self, draft: Draft) -> Content:
        """The answer with the whole mark says it."""
        answers = list(self.answers(plain=True))
        right = [one.words["fr"].casefold() for one in answers if one.percent == CERTAIN]
        if right not in (["true"], ["false"]):
            raise CannotKeep("it does not say whether the sentence is true")
        if any(one.feedback for one in answers):
            self.builder.feedback_lost(self.name)
        return {"kind": "true_false", "right": right == ["true"]}

    def short_answer(self, draft: Draft) -> Content:
        """The spellings that are wholly right."""
        if self.element.findtext("usecase", "0").strip() == "1":
            self.builder.findings.changed(self.name, "case does not count here")
        return self.builder.short_answer(self.name, list(self.answers(plain=True)))

    def numeric(self, draft: Draft) -> Content:
        """The first number that is wholly right, with its tolerance."""
        return {"kind": "numeric", "answer": (found := self._certain())[0], **found[1]}

    def calculated(self, draft: Draft) -> Content:
        """A formula whose tolerance is an amount, and the ranges of its quantities."""
        formula, numbers = self._certain()
        if self.element.findtext("answer/tolerancetype", NOMINAL).strip() != NOMINAL:
            raise CannotKeep("its tolerance is a share of the answer: set it as an amount first")
        definitions = self.element.findall("dataset_definitions/dataset_definition")
        names = our_names(one.findtext("name/text", "").strip() for one in definitions)
        if len(names) < len(definitions):
            raise CannotKeep("two of its quantities have the same name")
        draft.words = {language: rename(text, names) for language, text in draft.words.items()}
        parameters = {
            name: self._range(one) for name, one in zip(names.values(), definitions, strict=True)
        }
        return {
            "kind": "parameterised",
            "formula": from_moodle(formula, names),
            "parameters": parameters,
            **numbers,
        }

    def _range(self, element: Element) -> dict[str, str]:
        said = "its quantities are drawn from their whole range, not from the values of the file"
        self.builder.findings.changed(self.name, said)
        if element.findtext("distribution/text", "uniform").strip() != "uniform":
            self.builder.findings.changed(self.name, "every value of a quantity is as likely here")
        ends = [element.findtext(f"{tag}/text", "") for tag in ("minimum", "maximum", "decimals")]
        values = [one.text or "" for one in element.findall("dataset_items/dataset_item/value")]
        return read_range(ends[0], ends[1], ends[2], values)

    def _certain(self) -> tuple[str, dict[str, object]]:
        """Give the first answer with the whole mark, its tolerance and unit."""
        answers = list(zip(self.element.findall("answer"), self.answers(plain=True), strict=True))
        certain = [(one, said) for one, said in answers if said.percent == CERTAIN]
        if not certain:
            raise CannotKeep("no answer has the whole mark")
        if len(answers) > 1:
            said = "one answer with its tolerance is kept, not the others"
            self.builder.findings.changed(self.name, said)
        if any(said.feedback for _, said in answers):
            self.builder.feedback_lost(self.name)
        element, answer = certain[0]
        unit = self.element.findtext("units/unit/unit_name", "")
        tolerance = _number(element.findtext("tolerance", "0") or "0")
        return answer.words["fr"], {"tolerance": tolerance, "unit": unit}

    def matching(self, draft: Draft) -> Content:
        """Left sides with their right ones, and right ones that fit nothing."""
        sides = [
            (self.words(one), self.words(one.find("answer"), "plain_text") or {})
            for one in self.element.findall("subquestion")
        ]
        return self.builder.matching(self.name, sides)

    def ordering(self, draft: Draft) -> Content:
        """Items, whose weights are their places."""
        items = sorted(self.answers(), key=lambda one: one.percent)
        if self.element.findtext("selecttype", "ALL").strip() not in {"ALL", "0"}:
            self.builder.findings.changed(self.name, "all its items are shown, not some of them")
        return {"kind": "ordering", "items": [one.words for one in items]}


READERS: dict[str, Callable[[_Reader, Draft], Content]] = {
    "multichoice": _Reader.choice,
    "truefalse": _Reader.true_false,
    "shortanswer": _Reader.short_answer,
    "numerical": _Reader.numeric,
    "calculated": _Reader.calculated,
    "calculatedsimple": _Reader.calculated,
    "matching": _Reader.matching,
    "ordering": _Reader.ordering,
}


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip() or "0")
    except DecimalException as error:
        raise CannotKeep(f"« {text.strip()} » is not a number") from error
    if not number.is_finite():
        raise CannotKeep(f"« {text.strip()} » is not a number")
    return number
