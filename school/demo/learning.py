"""What apprentices of the demo learn by themselves: lessons read, quizzes taken, practice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from school.curriculum.pack.lessons import Lesson
from school.curriculum.pack.questions import Question
from school.curriculum.pack.reading import Pack
from school.curriculum.pack.structure import ModulePack
from school.demo.answers import answer_to
from school.demo.draft import Draft
from school.demo.people import Group, Person
from school.demo.rules import WEEKS_OF_MODULE, chance
from school.demo.story import APPRENTICE_NAME
from school.learning.answers import Answer
from school.learning.marking import mark_answer
from school.learning.models import LessonProgress
from school.learning.quizzes.draw import DrawnAttempt, Occasion, draw
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.operations import answer_values
from school.learning.quizzes.rules import Purpose, day_begins, day_ends, mark_of

KEPT_SINCE = timedelta(weeks=47)
"""Quizzes of modules that began before that are in the paper register of the school."""

ZONE = "Africa/Porto-Novo"
DAYS_OF_CENTRE_OPEN = 5
LEFT_TO_READ = 2
"""Lessons of the running module that the apprentice one signs in as has still to read."""

LIFTS = tuple(Decimal(tenths) / 10 for tenths in range(10))
BLANK = 0.06
HARD_SHARE, HARDER_BY = 0.16, 0.38


@dataclass(frozen=True)
class Quiz:
    """What is answered: which quiz of which module, its questions and how many are drawn."""

    purpose: Purpose
    code: str
    module: str
    bank: Sequence[Question]
    size: int


@dataclass
class Learners:
    """Writes what is read and answered; a question is as hard to all who meet it."""

    draft: Draft
    pack: Pack
    seed: int
    today: date
    completers: frozenset[str] = frozenset()
    hardness: dict[str, float] = field(default_factory=dict)

    def learn(self, group: Group, codes: Sequence[str]) -> None:
        """Write the lessons, openings and quizzes of a cohort, module by module."""
        modules = {module.code: module for module in self.pack.modules}
        random = chance(self.seed, f"learning {group.reference}")
        for place, code in enumerate(codes):
            begins_on = group.timeline.monday(place * WEEKS_OF_MODULE)
            coming = begins_on > self.today
            if not -KEPT_SINCE < begins_on - self.today < timedelta(weeks=WEEKS_OF_MODULE):
                continue
            if coming and group.timeline.starts_on > self.today:
                continue
            self._open(group, place, code)
            if not coming:
                for person in group.people:
                    self._study(random, group, person, place, modules[code])

    def _open(self, group: Group, place: int, module: str) -> None:
        first, last = _window(group, place)
        decided_on = min(group.timeline.monday(place * WEEKS_OF_MODULE), self.today)
        self.draft.add(
            QuizWindow,
            reference=f"QW-{len(self.draft.rows[QuizWindow]) + 1:04d}",
            cohort=group.reference,
            module=module,
            opens_at=day_begins(first, ZONE),
            closes_at=day_ends(last, ZONE),
            decided_at=datetime.combine(decided_on - timedelta(days=3), time(9)),
            decided_by=" ".join(group.school.trainers[group.story.path]),
        )

    def _study(
        self, random: Random, group: Group, person: Person, place: int, module: ModulePack
    ) -> None:
        lessons = [one for one in self.pack.lessons if one.module == module.code]
        last = person.last_day(group.timeline, self.today - timedelta(days=1))
        read = self._read(random, group, person, place, lessons, last)
        self._take_quiz(random, group, person, place, module, last)
        if read and random.random() < 0.2:
            lesson, read_on = random.choice(read)
            self._practise(random, group, person, lesson, read_on)

    def _read(
        self, random: Random, group: Group, person: Person, place: int, lessons: Sequence[Lesson],
        last: date,
    ) -> list[tuple[Lesson, date]]:  # fmt: skip
        days = group.timeline.module_days(place)
        ends_on = group.timeline.last_day_of_module(place)
        guided = person.name == APPRENTICE_NAME
        running = ends_on >= self.today
        wanted = lessons[:-LEFT_TO_READ] if guided and running else lessons
        read = []
        for number, lesson in enumerate(wanted):
            taught_on = days[number * len(days) // len(lessons)]
            read_on = min(taught_on + timedelta(days=random.randint(0, 3)), ends_on)
            if read_on <= last and (random.random() < 0.5 + 0.5 * person.diligence or guided):
                read.append((lesson, read_on))
        for lesson, read_on in read:
            self.draft.add(
                LessonProgress,
                trainee=person.reference,
                lesson_reference=lesson.head.code,
                curriculum_version=self.pack.version,
                read_on=read_on,
            )
        return read

    def _take_quiz(
        self, random: Random, group: Group, person: Person, place: int, module: ModulePack,
        last: date,
    ) -> None:  # fmt: skip
        first, closes_on = _window(group, place)
        days = [
            first + timedelta(days=one) for one in range((min(closes_on, last) - first).days + 1)
        ]
        guided, running = person.name == APPRENTICE_NAME, closes_on >= self.today
        passes = person.reference in self.completers
        takes_part = random.random() <= (0.55 if running else 0.94) or passes
        if not days or (guided and running) or not takes_part:
            return
        bank = self.pack.banks[module.code].questions
        quiz = Quiz(Purpose.MODULE, module.code, module.code, bank, module.quiz.questions)
        aim = module.completion.quiz_mark
        best = Decimal(aim) if guided else Decimal(-1)
        taken = sorted(random.sample(days, min(len(days), module.quiz.attempts)))
        for number, day in enumerate(taken, start=1):
            above = Decimal(aim) if passes and number == len(taken) else best
            best = self._attempt(random, group, person, quiz, number, day, above)
            if best >= aim or (random.random() < 0.12 and not passes):
                return

    def _practise(
        self, random: Random, group: Group, person: Person, lesson: Lesson, day: date
    ) -> None:
        bank = self.pack.banks[lesson.module].questions
        asked = [question for question in bank if question.lesson == lesson.head.code]
        if asked:
            code = lesson.head.code
            quiz = Quiz(Purpose.PRACTICE, code, lesson.module, asked, len(asked))
            self._attempt(random, group, person, quiz, 1, day, Decimal(-1))

    def _attempt(
        self, random: Random, group: Group, person: Person, quiz: Quiz, number: int, day: date,
        above: Decimal,
    ) -> Decimal:  # fmt: skip
        """Write an attempt that does better than a mark, and give its own."""
        occasion = Occasion(
            person.reference, f"{quiz.purpose}/{quiz.code}", self.pack.version, number
        )
        drawn = draw(quiz.bank, min(quiz.size, len(quiz.bank)), occasion, f"demo {self.seed}")
        for lift in LIFTS:
            answers = self._answers(random, person, drawn, float(lift))
            marks = [
                mark_answer(one, answers[said.code], said.quantities) for one, said in drawn.items
            ]
            mark = mark_of(one.share for one in marks)
            if mark > above:
                break
        at = datetime.combine(day, time(17)) + timedelta(seconds=random.randrange(3 * 3600))
        reference = f"QA-{len(self.draft.rows[QuizAttempt]) + 1:05d}"
        self.draft.add(
            QuizAttempt,
            reference=reference,
            trainee=person.reference,
            cohort=group.reference,
            module=quiz.module,
            purpose=quiz.purpose,
            quiz=quiz.code,
            number=number,
            curriculum_version=self.pack.version,
            mark=mark,
            answered_at=at,
            received_at=at + timedelta(seconds=2),
        )
        for values in answer_values(drawn, answers, marks):
            self.draft.add(QuizAnswer, attempt=reference, **values)
        return mark

    def _answers(
        self, random: Random, person: Person, drawn: DrawnAttempt, lift: float
    ) -> dict[str, Answer | None]:
        answers: dict[str, Answer | None] = {}
        for question, one in drawn.items:
            knows = random.random() < 0.1 + 0.85 * person.skill + lift - self._hard(one.code)
            blank = not knows and random.random() < BLANK
            answers[one.code] = None if blank else answer_to(question, one, knows=knows)
        return answers

    def _hard(self, code: str) -> float:
        """Give how much less likely a question is known; a few are much harder than the rest."""
        if code not in self.hardness:
            luck = chance(self.seed, f"hardness {code}")
            hard = luck.random() < HARD_SHARE
            self.hardness[code] = HARDER_BY if hard else luck.uniform(-0.12, 0.1)
        return self.hardness[code]


def _window(group: Group, place: int) -> tuple[date, date]:
    """Give the first and last day of a module's quiz: from its last days in the centre on."""
    days = group.timeline.module_days(place)
    return days[-DAYS_OF_CENTRE_OPEN:][0], group.timeline.last_day_of_module(place)
