"""The blueprint of the pages about doing better."""

from flask import Blueprint

blueprint = Blueprint("practices", __name__)
