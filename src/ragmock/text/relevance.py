"""Reranking without a model: how alike a text is to a query, and how much of it the text says."""

import math

from ragmock.text.likeness import vector


def relevance(query: str, text: str) -> float:
    """Give the relevance of a text, from 0 to 1; it stands in for a reranking model.

    The geometric mean of the cosine of both, and of the share of the query's weight that stands in
    the text, which a long text is not blamed for.
    """
    asked, said = vector(query), vector(text)
    cosine = sum(weight * said.get(word, 0.0) for word, weight in asked.items())
    covered = sum(weight**2 for word, weight in asked.items() if word in said)
    return min(math.sqrt(cosine * covered), 1.0)
