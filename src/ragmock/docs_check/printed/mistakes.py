"""What each mistake in printed JSON is called, and what it means."""

from __future__ import annotations

from typing import Final

MEANINGS: Final = {
    "trailing-comma": "JSON has no comma behind the last item",
    "missing-comma": "a comma is missing between two items",
    "extra-comma": "there is a comma with nothing before it",
    "missing-colon": "a colon is missing between the name and its value",
    "wrong-colon": "JSON separates a name and its value by a colon",
    "missing-value": "the name has no value",
    "missing-name": "a value in an object has no name",
    "ellipsis": "an ellipsis stands for what is left out, and is no JSON",
    "comment": "JSON has no comments",
    "truncated": "the block ends before what it opens is closed",
    "missing-head": "the block begins inside of a value, and closes what it has not opened",
    "extra-bracket": "this closes nothing",
    "wrong-bracket": "this bracket does not close the one that is open",
    "missing-quote": "a quote is missing at one end of a string",
    "inner-quote": "a quote inside of a string needs a backslash",
    "smart-quote": "JSON takes straight double quotes only, and these are typographic",
    "single-quotes": "JSON takes double quotes only",
    "raw-newline": "a string may not go on in the next line: write \\n",
    "control-character": "a string may not hold a control character as it is",
    "bad-escape": "JSON knows no such escape",
    "wide-punctuation": "full-width punctuation is no part of JSON",
    "python-literal": "this is a word of Python: JSON writes true, false and null",
    "javascript-literal": "this is a word of JavaScript, and no JSON",
    "placeholder": "a placeholder without quotes is no JSON",
    "unquoted-name": "a name needs double quotes",
    "unquoted-value": "a text needs double quotes",
    "bad-number": "JSON does not write a number so",
    "odd-blank": "this is no blank that JSON knows, though it looks like one",
    "extra-text": "more follows behind the end of the value",
    "duplicate-key": "the name stands twice in its object, and a parser keeps only one of both",
    "unreadable": "this is no JSON",
    "too-deep": "objects and lists are within each other so deep that no reader follows",
    "too-large": "this is no JSON from here on, and too large to be looked through",
}
