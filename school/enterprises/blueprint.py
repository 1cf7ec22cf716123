"""The one blueprint that the pages of enterprises share."""

from flask import Blueprint

blueprint = Blueprint("enterprises", __name__)
