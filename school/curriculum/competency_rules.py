"""How a competency is named from one version of the curriculum to the next."""

from dataclasses import dataclass

Key = tuple[str, str]
"""A competency by its module's reference and its own code there."""

SEPARATOR = "/"


@dataclass(frozen=True)
class NamedCompetency:
    """A competency of a module with both titles, as some version of the curriculum says them."""

    module: str
    module_fr: str
    module_en: str
    reference: str
    title_fr: str
    title_en: str

    @property
    def key(self) -> Key:
        """What names the competency from one version to the next."""
        return self.module, self.reference

    @property
    def code(self) -> str:
        """The same as one text: what forms send, and what duties keep."""
        return written_key(self.key)


def written_key(key: Key) -> str:
    """Write a key as one text: the module, a bar, the code."""
    return SEPARATOR.join(key)


def read_key(text: str) -> Key | None:
    """Read a key from a text; nothing when it is none."""
    module, bar, code = text.partition(SEPARATOR)
    return (module, code) if bar and module and code else None


def module_of(text: str) -> str:
    """Tell the module that a written key names."""
    return text.partition(SEPARATOR)[0]
