"""What a careful reader sees in the five documents, the program sees."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from reference import findings

from ragmock.docs_check.check import check

HERE = Path(__file__).parent
ENTRIES = yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8"))["findings"]
#: By the group of an entry, the rules that tell of it; a star stands for any end.
RULES = {
    "json": ("json-*", "torn-block"),
    "curl": ("curl-*",),
    "method": ("answered-otherwise",),
    "path": ("answered-otherwise", "unknown-path"),
    "deprecated": ("older-path",),
    "parameter_undescribed": ("undescribed-*", "taken-otherwise"),
    "parameter_unknown": ("misplaced-parameter", "unknown-parameter", "label-as-field"),
    "parameter_type": (
        *("improper-type", "wrong-type", "untyped-parameter", "repeatable-parameter"),
    ),
    "parameter_choices": ("unsaid-choices", "missing-choice"),
    "parameter_required": (
        *("wrong-required", "needless-required", "unmarked-optional", "unsaid-alternative"),
    ),
    "parameter_default": ("needless-default",),
    "parameter_limit": ("unsaid-limit",),
    "answer_type": ("wrong-answer",),
    "answer_missing": ("incomplete-answer",),
    "answer_shape": ("wrong-answer", "bare-status", "not-as-played"),
    "answer_request": ("not-as-played", "contradictory-answer"),
    "answer_itself": ("contradictory-answer",),
    "error_message": ("wrong-error-message",),
    "status": ("unsaid-error-status",),
    "error_undescribed": ("undescribed-error",),
    "error_unreachable": ("unreachable-error",),
    "operation_missing": ("missing-operation",),
    "operation_twice": ("described-twice",),
    "link": ("misleading-link",),
    "contents": ("unlisted-title",),
    "structure": ("uneven-titles", "late-front-matter", "missing-caption"),
    "placeholder": ("two-placeholders", "private-host", "curl-variable-in-single-quotes"),
    "differs": ("other-*",),
    "wording": ("broken-emphasis", "said-twice", "uneven-entries"),
}


pytestmark = pytest.mark.skipif(
    not findings.SEEDS.is_dir(), reason=f"the five documents are not at {findings.SEEDS}"
)


@cache
def found():
    """Give what was found, as the seed, the line and the rule of each."""
    return {
        (each.document.path, each.place.line, each.rule) for each in check(findings.documents())
    }


def is_seen(entry):
    """Tell whether each line of an entry, or one beside it, has such a finding.

    Of a difference between documents either side has one.
    """
    rules = RULES[entry["group"]]
    ours = {(seed, line) for seed, line, rule in found() if any(map(rule_is(rule), rules))}
    if "other" in entry and (entry["other"]["seed"], entry["other"]["line"]) in ours:
        return True
    return all(
        any((entry["seed"], near) in ours for near in (line - 1, line, line + 1))
        for line in entry["lines"]
    )


def rule_is(rule):
    return lambda wanted: rule.startswith(wanted[:-1]) if wanted[-1] == "*" else rule == wanted


@pytest.mark.parametrize(
    "entry",
    [each for each in ENTRIES if "unseen" not in each],
    ids=lambda each: f"{each['seed']}:{each['lines'][0]}-{each['group']}",
)
def test_what_a_reader_sees_is_found(entry):
    assert is_seen(entry), entry["wrong"]


def test_what_is_said_not_to_be_found_is_not():
    said = [each for each in ENTRIES if "unseen" in each]

    assert [each for each in said if is_seen(each)] == []
