"""What the practicals of a cohort and of its school come to."""
