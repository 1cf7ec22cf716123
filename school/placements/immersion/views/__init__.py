"""Pages of immersion: absences, accidents, duties done, and who must act next."""

from school.placements.immersion.views import absences, accidents, alerts, overview

__all__ = ["absences", "accidents", "alerts", "overview"]
