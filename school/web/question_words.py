"""Words for questions and their answers: kinds, marks, what was answered."""

from flask_babel import get_locale, lazy_gettext

from school.core.questions import NO, YES, Answer, Question, QuestionKind

KINDS = {
    QuestionKind.LIKERT: lazy_gettext("Une note de 1 à 5"),
    QuestionKind.AGREEMENT: lazy_gettext("D’accord ou non, de 1 à 5"),
    QuestionKind.YES_NO: lazy_gettext("Oui ou non"),
    QuestionKind.SINGLE: lazy_gettext("Un choix dans une liste"),
    QuestionKind.MULTIPLE: lazy_gettext("Plusieurs choix dans une liste"),
    QuestionKind.TEXT: lazy_gettext("Des mots libres"),
}

MARKS = {
    "1": lazy_gettext("1, très insuffisant"),
    "2": lazy_gettext("2, insuffisant"),
    "3": lazy_gettext("3, correct"),
    "4": lazy_gettext("4, bien"),
    "5": lazy_gettext("5, très bien"),
}

AGREEMENTS = {
    "1": lazy_gettext("1, pas du tout d’accord"),
    "2": lazy_gettext("2, plutôt pas d’accord"),
    "3": lazy_gettext("3, ni l’un ni l’autre"),
    "4": lazy_gettext("4, plutôt d’accord"),
    "5": lazy_gettext("5, tout à fait d’accord"),
}

YES_NO = {YES: lazy_gettext("Oui"), NO: lazy_gettext("Non")}


def wording(question: Question) -> str:
    """Give the words of a question in the reader's language."""
    return question.en if _is_english() else question.fr


def choices_of(question: Question) -> list[tuple[str, str]]:
    """List what may be answered to a question, with its words."""
    if question.kind is QuestionKind.YES_NO:
        return [(value, str(YES_NO[value])) for value in question.values]
    if question.kind is QuestionKind.LIKERT:
        return [(value, str(MARKS[value])) for value in question.values]
    if question.kind is QuestionKind.AGREEMENT:
        return [(value, str(AGREEMENTS[value])) for value in question.values]
    place = 1 if _is_english() else 0
    return [(str(number), choice[place]) for number, choice in enumerate(question.choices)]


def answer_words(answer: Answer | None) -> str:
    """Say what was answered, a dash where nothing was."""
    if answer is None or not answer.is_given:
        return "—"
    if answer.words:
        return answer.words
    said = dict(choices_of(answer.question))
    return ", ".join(said.get(value, value) for value in answer.values)


def _is_english() -> bool:
    locale = get_locale()
    return locale is not None and str(locale.language) == "en"
