"""Which model compares meanings, by its name on the command line."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ragmock.text.embeddings import Embed


class UnusableModel(Exception):  # noqa: N818 - named after what happened
    """A model cannot be had; the text says why."""


def embedder(named: str) -> Embed | None:
    """Give the model of a name: none for `words`; refuses with `UnusableModel`."""
    if named == "words":
        return None
    if named == "model":
        from ragmock.text.sentence_encoder import SentenceEncoder  # noqa: PLC0415 - an extra

        return SentenceEncoder()
    module, colon, name = named.partition(":")
    if not colon:
        raise UnusableModel(f"no model {named!r}: say words, model, or MODULE:CALLABLE")
    sys.path.insert(0, "")  # as `python -m` does, so that a file in this folder is found
    try:
        found: Embed = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as missing:
        raise UnusableModel(f"cannot import {named}: {missing}") from None
    if not callable(found):
        raise UnusableModel(f"{named} is nothing that can be called")
    return found
