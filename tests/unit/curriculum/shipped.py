"""What tests of the shipped curricula share: words in both languages, with care for them."""

import re
from collections.abc import Iterator

from school.curriculum.pack.parts import Bilingual, Part

# A straight apostrophe, or an ordinary space where French wants one that does not break.
BAD_FRENCH = re.compile(r"'|« | »| [:;?!%]")


def bilingual(part: object) -> Iterator[Bilingual]:
    """Give every pair of French and English words inside a part."""
    if isinstance(part, Bilingual):
        yield part
    if isinstance(part, Part):
        for name in type(part).model_fields:
            yield from bilingual(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from bilingual(each)
    elif isinstance(part, dict):
        for each in part.values():
            yield from bilingual(each)
