"""The blueprint of the pages about placements."""

from flask import Blueprint

blueprint = Blueprint("placements", __name__)
