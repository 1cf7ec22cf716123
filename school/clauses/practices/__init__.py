"""Doing better: action plans, good practices, and what teams say of their own work."""
