"""Permanent contact during a placement: its plan, what is due, and what was agreed."""
