"""The badge as a picture that carries its credential (Open Badges 3.0 §5.3, baked SVG)."""

from html import escape

from school.certification.contents import Content

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
LINE = 22
LONGEST_LINES = 4


def badge_picture(content: Content, credential: str) -> bytes:
    """Draw the badge as SVG and bake the credential in; the same one gives the same bytes."""
    lines = _lines(content.title.fr)
    text = "".join(
        f'<text x="160" y="{196 + 22 * place}" class="t">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    dots = "".join(
        f'<circle cx="160" cy="58" r="5" fill="#0b5cad" transform="rotate({30 * place} 160 100)"/>'
        for place in range(12)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:openbadges="{NAMESPACE}" viewBox="0 0 320 320" role="img">'
        f'<openbadges:credential verify="{escape(credential)}"></openbadges:credential>'
        f"<title>{escape(content.title.fr)}, {escape(content.school)}</title>"
        "<style>.t{font:600 17px sans-serif;text-anchor:middle;fill:#10233f}"
        ".s{font:13px sans-serif;text-anchor:middle;fill:#4b5b73}</style>"
        '<rect x="4" y="4" width="312" height="312" rx="28" fill="#fbfaf7" stroke="#0b5cad" '
        'stroke-width="6"/>'
        f'{dots}<circle cx="160" cy="100" r="20" fill="#0b5cad"/>'
        '<circle cx="160" cy="100" r="8" fill="#ffffff"/>'
        f"{text}"
        f'<text x="160" y="292" class="s">{escape(_shortened(content.school, 40))}</text></svg>\n'
    ).encode()


def _lines(title: str) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > LONGEST_LINES:
        lines = [*lines[: LONGEST_LINES - 1], f"{lines[LONGEST_LINES - 1]}…"]
    return [_shortened(line, 30) for line in lines]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
