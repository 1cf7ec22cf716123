"""Questions of every kind, as a bank would hold them."""

from decimal import Decimal

from pydantic import TypeAdapter

from school.curriculum.pack.questions import Question

READER: TypeAdapter[Question] = TypeAdapter(Question)
KINDS: dict[str, dict[str, object]] = {
    "single": {
        "options": [
            {"fr": "Vert", "en": "Green", "right": True},
            {"fr": "Bleu", "en": "Blue", "feedback": {"fr": "C’est le UPC.", "en": "It is UPC."}},
            {"fr": "Gris", "en": "Grey"},
        ]
    },
    "multiple": {
        "options": [
            {"fr": "Lunettes", "en": "Goggles", "right": True},
            {"fr": "Bac à chutes", "en": "Shard bin", "right": True},
            {"fr": "Doigts nus", "en": "Bare fingers"},
            {"fr": "Balai", "en": "Broom"},
        ]
    },
    "true_false": {"right": False},
    "numeric": {"answer": "0.35", "tolerance": "0.02", "unit": "dB/km"},
    "parameterised": {
        "text": {
            "fr": "Une fibre de {length} km perd {loss} dB/km. Combien en tout ?",
            "en": "A fibre of {length} km loses {loss} dB/km. How much in all?",
        },
        "parameters": {
            "length": {"minimum": "2", "maximum": "20", "step": "2"},
            "loss": {"minimum": "0.2", "maximum": "0.4", "step": "0.05"},
        },
        "formula": "round(length * loss, 2)",
        "tolerance": "0.01",
        "unit": "dB",
    },
    "matching": {
        "pairs": [
            {"left": {"fr": "Jaune", "en": "Yellow"}, "right": {"fr": "OS2", "en": "OS2"}},
            {"left": {"fr": "Turquoise", "en": "Aqua"}, "right": {"fr": "OM3", "en": "OM3"}},
            {"left": {"fr": "Orange", "en": "Orange"}, "right": {"fr": "OM2", "en": "OM2"}},
        ]
    },
    "ordering": {
        "items": [
            {"fr": "Dénuder", "en": "Strip"},
            {"fr": "Nettoyer", "en": "Clean"},
            {"fr": "Cliver", "en": "Cleave"},
            {"fr": "Souder", "en": "Splice"},
        ]
    },
    "short_answer": {"answers": {"fr": ["Réflectomètre", "OTDR"], "en": ["OTDR"]}},
    "hotspot": {
        "figure": "connector",
        "areas": [
            {
                "x": 10,
                "y": 20,
                "width": 30,
                "height": 40,
                "right": True,
                "label": {"fr": "Férule", "en": "Ferrule"},
            },
            {
                "x": 60,
                "y": 20,
                "width": 30,
                "height": 40,
                "label": {"fr": "Corps", "en": "Housing"},
            },
        ],
    },
}


def question(kind: str, **changes: object) -> Question:
    """Build a question of a kind, with what the test changes of it."""
    return READER.validate_python(
        {
            "code": f"Q-{kind}",
            "lesson": "L1",
            "competencies": ["M1-A"],
            "text": {"fr": "Que faut-il répondre ?", "en": "What is to be answered?"},
            "feedback": {"fr": "Voir la leçon.", "en": "See the lesson."},
            "kind": kind,
            **KINDS[kind],
            **changes,
        }
    )


def decimals(**numbers: str) -> dict[str, Decimal]:
    """Write quantities shortly."""
    return {name: Decimal(number) for name, number in numbers.items()}
