"""The one blueprint that the pages of forecasts share."""

from flask import Blueprint

blueprint = Blueprint("forecasts", __name__)
