"""Placements in enterprises: proposal, confirmation, logbook, end."""
