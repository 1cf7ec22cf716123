"""People whose hours may count towards a clause, and why they do."""
