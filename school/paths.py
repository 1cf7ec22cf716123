"""Where the program's own files are: in the source tree, or inside the installed package."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_INSTALLED = PACKAGE / "resources"
RESOURCES = _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent

TEMPLATES = RESOURCES / "templates"
STATIC = RESOURCES / "static"
CURRICULA = RESOURCES / "curricula"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"
