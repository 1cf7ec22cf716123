"""Offers, hires, situations and the hiring indicators."""
