"""From bytes to text, from text to words, and from a query to ranked chunks.

Each library is imported where it is first used.
"""
