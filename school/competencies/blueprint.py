"""The blueprint of the pages about what people can do."""

from flask import Blueprint

blueprint = Blueprint("competencies", __name__)
