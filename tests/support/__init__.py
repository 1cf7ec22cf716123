"""Tests of Épissure."""
