"""Asking people what became of them, and employers whether it is so."""
