"""Trainers' visits and contacts during immersion."""
