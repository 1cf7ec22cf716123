"""The blueprint of the pages about consultations."""

from flask import Blueprint

blueprint = Blueprint("consultations", __name__)
