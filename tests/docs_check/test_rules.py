"""Each rule has an example that triggers it, and it alone."""

import pytest

from ragmock.docs_check.check import check
from ragmock.docs_check.model import Document
from ragmock.docs_check.rules.rule import NEXT_DOCUMENT, RULES


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_example_of_a_rule_triggers_that_rule_alone(name):
    documents = [
        Document(f"{number}.md", text)
        for number, text in enumerate(RULES[name].example.split(NEXT_DOCUMENT))
    ]

    found = check(documents)

    assert {each.rule for each in found} == {name}
