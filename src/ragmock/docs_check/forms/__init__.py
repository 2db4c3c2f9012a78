"""Findings in the forms that people and CI read."""
