"""Partner enterprises and their tutors."""
