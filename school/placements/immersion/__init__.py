"""Immersion: duties done week by week, absences, accidents, and who must act next."""
