"""Measurements. What is claimed of speed or quality comes from here."""
