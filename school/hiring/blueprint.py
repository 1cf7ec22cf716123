"""The one blueprint that the pages of facts and of indicators share."""

from flask import Blueprint

blueprint = Blueprint("hiring", __name__)
