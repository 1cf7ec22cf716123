"""Words in two languages as Moodle writes them: HTML with the spans of its multilingual filter.

Text of a bank is plain; line ends become `<br>`. What is read back has single spaces and at most
one empty line in a row, as HTML shows it. Non-breaking spaces are kept.
"""

import re
from html import escape
from html.parser import HTMLParser

from school.core.text import UNWRITABLE
from school.curriculum.pack.parts import Bilingual

LANGUAGES = ("fr", "en")
BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "blockquote",
        "section",
        "article",
        "dt",
        "dd",
    ]
)
UNSEEN = frozenset(["script", "style", "head", "title"])
MEDIA = {
    "img": "a picture",
    "svg": "a picture",
    "audio": "a sound",
    "video": "a film",
    "iframe": "a frame",
    "object": "an object",
    "embed": "an object",
}
EMPTY = frozenset(["img", "br", "hr", "embed", "input", "source", "track", "wbr", "col"])
DEEPEST = 100
LONGEST = 20_000
BLOCK_END = "\ufdd0"
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_BREAKS = re.compile(f"[ \n{BLOCK_END}]*[\n{BLOCK_END}][ \n{BLOCK_END}]*")
_MULTILINGUAL = re.compile(r"class\s*=\s*[\"']?multilang|<lang\s", re.IGNORECASE)

Words = dict[str, str]


def to_html(words: Bilingual) -> str:
    """Write words as HTML: once when both languages say the same, else in a span for each."""
    if words.fr == words.en:
        return _html(words.fr)
    return f"{language_span('fr', words.fr)}{language_span('en', words.en)}"


def language_span(language: str, text: str) -> str:
    """Write the text that readers of one language alone see."""
    return f'<span lang="{language}" class="multilang">{_html(text)}</span>'


def to_plain(words: Bilingual) -> str:
    """Write words where Moodle keeps plain text, though its filter still finds the spans there."""
    return UNWRITABLE.sub("", words.fr) if words.fr == words.en else to_html(words)


def read_words(text: str, markup: str) -> tuple[Words, list[str]]:
    """Read words of a text format of Moodle; give both languages, and what could not be kept.

    `markup` is html, moodle_auto_format (HTML whose line ends count), plain_text or markdown;
    the last two are taken as they are.
    """
    text = UNWRITABLE.sub("", text.replace("\r\n", "\n"))
    if markup in {"plain_text", "plain", "markdown"} and not _MULTILINGUAL.search(text):
        return dict.fromkeys(LANGUAGES, text.strip()), []
    if markup in {"moodle_auto_format", "moodle"}:
        text = text.strip().replace("\n", "<br>")
    reader = _Reader()
    if len(text) > LONGEST:
        reader.lost.append(f"what follows the first {LONGEST} characters is left out")
    reader.feed(text[:LONGEST])
    reader.close()
    return reader.words(), reader.lost


def _html(text: str) -> str:
    return escape(UNWRITABLE.sub("", text), quote=False).replace("\n", "<br>")


def only_language(markup: str) -> str:
    """Tell which language an empty span names: so a spelling is marked as of that language."""
    return next((one for one in LANGUAGES if markup.strip() == language_span(one, "")), "")


class _Reader(HTMLParser):
    """Collects the text of each language; what is in no span is in both."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: list[str] = []
        self._pieces: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        self._open: list[tuple[str, str]] = []

    def words(self) -> Words:
        """Give both languages; one that says nothing gets the words of the other."""
        found = {language: _tidy("".join(self._pieces[language])) for language in LANGUAGES}
        either = found["fr"] or found["en"]
        return {language: text or either for language, text in found.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in MEDIA:
            name = values.get("src", values.get("data", "")).rpartition("/")[2][:80]
            self.lost.append(f"{MEDIA[tag]} is left out {name}".rstrip())
        if tag == "a" and values.get("href"):
            self.lost.append("the address of a link is left out")
        if tag == "table":
            self.lost.append("a table is put into lines")
        if tag not in EMPTY and len(self._open) < DEEPEST:
            self._open.append((tag, _language(tag, values)))
        self._mark(tag)
        if tag == "li":
            self._add("– ")

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
        self._mark(tag)

    def handle_data(self, data: str) -> None:
        names = {name for name, _ in self._open}
        if names & UNSEEN:
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if "sup" in names:
            text = _small(text, _RAISED, "^")
        if "sub" in names:
            text = _small(text, _LOWERED, "_")
        self._add(text)

    def _mark(self, tag: str) -> None:
        if tag == "br":
            self._add("\n")
        elif tag in {"td", "th"}:
            self._add(" ")
        elif tag in BLOCKS:
            self._add(BLOCK_END)

    def _add(self, text: str) -> None:
        within = [language for _, language in self._open if language]
        language = within[-1] if within else ""
        if language and language not in LANGUAGES:
            self.lost.append(f"the words in the language {language} are left out")
        for one in LANGUAGES:
            if language in {"", one}:
                self._pieces[one].append(text)


def _language(tag: str, values: dict[str, str]) -> str:
    if tag == "lang" or "multilang" in values.get("class", "").split():
        return values.get("lang", "")[:2].casefold()
    return ""


def _small(text: str, letters: dict[int, int], sign: str) -> str:
    """Raise or lower figures by their own characters, other letters after a sign."""
    if all(ord(letter) in letters for letter in text):
        return text.translate(letters)
    return f"{sign}{text}" if text.strip() else text


def _tidy(text: str) -> str:
    def breaks(found: re.Match[str]) -> str:
        return "\n" * min(2, max(1, found[0].count("\n")))

    return _BREAKS.sub(breaks, re.sub(" +", " ", text)).strip()
