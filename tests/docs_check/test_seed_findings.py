"""The page of what is found in the five documents."""

import pytest
from reference import findings

from ragmock.docs_check.check import check

pytestmark = pytest.mark.skipif(
    not findings.SEEDS.is_dir(), reason=f"the five documents are not at {findings.SEEDS}"
)


def test_the_page_is_what_is_found_now():
    assert findings.PAGE.read_text(encoding="utf-8") == findings.text(), "make docs"


def test_no_empty_id_is_a_finding():
    told = [each for each in check(findings.documents()) if each.stands.endswith('id": ""')]

    assert told == []
