"""Every page about juries and certificates."""

from school.certification.blueprint import blueprint
from school.certification.views import certificates, juries, public

__all__ = ["blueprint", "certificates", "juries", "public"]
