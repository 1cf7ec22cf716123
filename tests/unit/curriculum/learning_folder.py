"""A small curriculum with a lesson, questions of all kinds, a term and a figure, to be spoiled."""

from pathlib import Path

from tests.unit.curriculum.pack_folder import write

LESSONS = """\
lessons:
  - code: A1-01
    file: splicing
    title: {fr: Souder, en: Splicing}
    minutes: 25
    competencies: [A1.1]
    objectives: {fr: [Dire pourquoi], en: [Say why]}
    videos:
      - title: {fr: Film, en: Film}
        url: "https://films.example/splice"
        megabytes: "12.5"
    downloads:
      - file: sheet.pdf
        title: {fr: Fiche, en: Sheet}
"""
BODY = """\
Un [coeur](glossary:core) de verre.

## Titre

![Un trait](figure:trace "Le trait")

::: safety Attention
Des lunettes.
:::

| a | b |
|---|---|
| 1 | 2 |
"""
QUESTIONS = """\
questions:
  - {code: Q1, lesson: A1-01, competencies: [A1.1], kind: single, text: &w {fr: F, en: E},
     feedback: *w, options: [{fr: a, en: a, right: true}, {fr: b, en: b, feedback: *w}]}
  - {code: Q2, lesson: A1-01, competencies: [A1.1], kind: multiple, text: *w, feedback: *w,
     options: [{fr: a, en: a, right: true}, {fr: b, en: b, right: true}, {fr: c, en: c}]}
  - {code: Q3, lesson: A1-01, competencies: [A1.1], kind: true_false, text: *w, feedback: *w,
     right: false}
  - {code: Q4, lesson: A1-01, competencies: [A1.1], kind: numeric, text: *w, feedback: *w,
     answer: "3.5", tolerance: "0.05", unit: dB}
  - {code: Q5, lesson: A1-01, competencies: [A1.1], kind: parameterised, feedback: *w,
     text: {fr: "{km} km, {n}", en: "{km} km, {n}"}, tolerance: "0.1", unit: dB,
     parameters: {km: {minimum: "1", maximum: "3", step: "0.5"},
                  n: {minimum: "1", maximum: "3", step: "1"}},
     formula: "km * 0.35 + 1 / n"}
  - {code: Q6, lesson: A1-01, competencies: [A1.1], kind: matching, text: *w, feedback: *w, pairs: [
     {left: {fr: a, en: a}, right: {fr: x, en: x}}, {left: {fr: b, en: b}, right: {fr: y, en: y}},
     {left: {fr: c, en: c}, right: {fr: z, en: z}}]}
  - {code: Q7, lesson: A1-01, competencies: [A1.1], kind: ordering, text: *w, feedback: *w,
     items: [{fr: a, en: a}, {fr: b, en: b}, {fr: c, en: c}]}
  - {code: Q8, lesson: A1-01, competencies: [A1.1], kind: short_answer, text: *w, feedback: *w,
     answers: {fr: [soudeuse], en: [splicer]}}
  - {code: Q9, lesson: A1-01, competencies: [A1.1], kind: hotspot, text: *w, feedback: *w,
     figure: trace, areas: [{x: 0, y: 0, width: 10, height: 10, right: true, label: *w},
                            {x: 20, y: 0, width: 10, height: 10, label: *w}]}
"""
TERMS = """\
terms:
  - code: core
    fr: coeur
    en: core
    definition: {fr: Le milieu., en: The middle.}
"""
FIGURE = """\
title: {fr: Trait, en: Line}
description: {fr: Un trait, en: A line}
labels:
  loss: {fr: perte, en: loss}
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<path d="M0 0 H40" class="f-line" fill="none"/><text x="2" y="9" class="f-text">{{loss}}</text>
</svg>
"""
FILES = {
    "lessons/A1/lessons.yaml": LESSONS,
    "lessons/A1/splicing.fr.md": BODY,
    "lessons/A1/splicing.en.md": BODY,
    "lessons/A1/sheet.pdf": "%PDF-1.7 sheet",
    "questions/A1.yaml": QUESTIONS,
    "glossary/words.yaml": TERMS,
    "figures/trace.yaml": FIGURE,
    "figures/trace.svg": DRAWING,
}


def write_learning(folder: Path, *replaced: tuple[str, str, str]) -> Path:
    """Write the curriculum; each triple names a file and gives the old and the new text."""
    write(folder)
    for name, content in FILES.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    for name, old, new in replaced:
        text = FILES[name]
        assert old in text, f"{old!r} is not in {name}"
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
