"""A small curriculum on disk, to be spoiled by tests."""

from pathlib import Path

HEAD = 'code: small\nversion: "2026.1"\n'
PATH = """\
code: joining
title: {fr: Raccordement, en: Joining}
modules: [A1, A2]
"""
FIRST = """\
code: A1
title: {fr: Bases, en: Basics}
weeks: 8
centre_hours: 200
enterprise_hours: 80
outcomes: {fr: Souder, en: Splice}
competencies:
  - code: A1.1
    title: {fr: Souder, en: Splice}
tasks: [T-1]
"""
SECOND = """\
code: A2
title: {fr: Suite, en: Further}
weeks: 8
centre_hours: 100
enterprise_hours: 180
prerequisites: [A1]
outcomes: {fr: Fermer, en: Seal}
competencies:
  - code: A2.1
    title: {fr: Fermer, en: Seal}
tasks: [T-1, T-2]
"""
TASKS = """\
tasks:
  - code: T-1
    title: {fr: Soudure, en: Splice}
    instructions: {fr: Souder., en: Splice.}
    safety: {fr: Lunettes., en: Glasses.}
    measures:
      - code: loss
        label: {fr: Perte, en: Loss}
        unit: dB
        maximum: "0.10"
        mean_maximum: "0.05"
        plausible_minimum: "0"
        plausible_maximum: "3"
        repeats: 12
        source: Essai
  - code: T-2
    title: {fr: Fermeture, en: Sealing}
    instructions: {fr: Fermer., en: Seal.}
    safety: {fr: Gants., en: Gloves.}
"""
FILES = {
    "curriculum.yaml": HEAD,
    "paths/joining.yaml": PATH,
    "modules/A1.yaml": FIRST,
    "modules/A2.yaml": SECOND,
    "tasks/all.yaml": TASKS,
}


def write(folder: Path, **replaced: tuple[str, str]) -> Path:
    """Write the curriculum; each keyword names a file by its stem and gives (old, new) text."""
    for name, content in FILES.items():
        stem = Path(name).stem
        text = content
        if stem in replaced:
            old, new = replaced[stem]
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new, 1)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder
