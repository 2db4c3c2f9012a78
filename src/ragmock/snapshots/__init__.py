"""Snapshots: a world at a moment, to go back to, and as JSON that diffs well."""
