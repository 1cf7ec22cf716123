"""The blueprint of the pages about integration clauses; `views` gives it its routes."""

from flask import Blueprint

blueprint = Blueprint("clauses", __name__)
