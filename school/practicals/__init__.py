"""Practical assessments and their measures."""
