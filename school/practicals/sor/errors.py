"""What makes a file unreadable as a trace, and where in it."""

from school.core.errors import InvalidInput, mark


class SorError(InvalidInput):
    """The file cannot be read as a trace; the message says what is wrong and where.

    It is the only error of the reader. Its message is a key of translation, like those of every
    error of the domain.
    """


def empty() -> SorError:
    """Say that there is nothing in the file."""
    return SorError(mark("Le fichier est vide."))


def too_large(megabytes: int) -> SorError:
    """Say that no trace is so large."""
    return SorError(
        mark("Le fichier dépasse %(megabytes)d Mo : une courbe est bien plus légère."),
        values={"megabytes": megabytes},
    )


def archive(name: str) -> SorError:
    """Say that the file holds others, packed."""
    return SorError(
        mark("Ce fichier est une archive %(format)s : sortez-en d’abord la courbe .sor."),
        values={"format": name},
    )


def foreign(name: str) -> SorError:
    """Say which other format the file has."""
    return SorError(
        mark("Ce fichier est au format %(format)s : ce n’est pas une courbe .sor."),
        values={"format": name},
    )


def not_a_trace() -> SorError:
    """Say that the file does not begin as a trace does."""
    return SorError(
        mark("Ce n’est pas un fichier .sor : il ne commence pas par la carte de ses blocs.")
    )


def truncated(block: str, end: int, size: int) -> SorError:
    """Say which block goes on after the end of the file."""
    return SorError(
        mark(
            "Fichier tronqué : le bloc %(block)s va jusqu’à l’octet %(end)d et le fichier"
            " s’arrête à l’octet %(size)d."
        ),
        values={"block": block, "end": end, "size": size},
    )


def cut_short(block: str, place: int) -> SorError:
    """Say which block ends in the middle of a value."""
    return SorError(
        mark("Bloc %(block)s abîmé : il s’arrête au milieu d’une valeur, à l’octet %(place)d."),
        values={"block": block, "place": place},
    )


def lying_count(block: str, place: int, count: int, room: int) -> SorError:
    """Say which block announces more than it can hold."""
    return SorError(
        mark(
            "Bloc %(block)s abîmé : à l’octet %(place)d il annonce %(count)d éléments et n’a de"
            " place que pour %(room)d."
        ),
        values={"block": block, "place": place, "count": count, "room": room},
    )


def too_many_events(block: str, place: int, count: int) -> SorError:
    """Say that no fibre has so many events."""
    return SorError(
        mark(
            "Bloc %(block)s abîmé : à l’octet %(place)d il annonce %(count)d événements ; aucune"
            " fibre n’en a tant."
        ),
        values={"block": block, "place": place, "count": count},
    )


def misplaced(block: str, place: int) -> SorError:
    """Say which block is not where the map puts it."""
    return SorError(
        mark("Fichier abîmé : le bloc %(block)s n’est pas à l’octet %(place)d, où dit la carte."),
        values={"block": block, "place": place},
    )


def missing(block: str) -> SorError:
    """Say which block a trace cannot do without."""
    return SorError(
        mark("Il manque le bloc %(block)s : sans lui, la courbe ne peut pas être lue."),
        values={"block": block},
    )


def impossible_index(block: str, value: float) -> SorError:
    """Say that no glass has this index of refraction."""
    return SorError(
        mark("Bloc %(block)s abîmé : aucune fibre n’a l’indice de réfraction %(value)s."),
        values={"block": block, "value": f"{value:.5f}"},
    )


def impossible_spacing(block: str) -> SorError:
    """Say that the points of the trace would all be at one place."""
    return SorError(
        mark("Bloc %(block)s abîmé : l’écart entre deux points est nul."), values={"block": block}
    )


def impossible_scale(block: str) -> SorError:
    """Say that the levels of the trace would all be zero."""
    return SorError(
        mark("Bloc %(block)s abîmé : l’échelle des niveaux est nulle."), values={"block": block}
    )


def no_points(block: str) -> SorError:
    """Say that the trace has no point."""
    return SorError(mark("Bloc %(block)s : la courbe n’a aucun point."), values={"block": block})
