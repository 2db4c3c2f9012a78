"""Dify's `process_rule` as the core's rules."""

from collections.abc import Mapping
from typing import Any, Final

from ragmock.domain.errors import IncompleteRules
from ragmock.domain.model import Cut, Mode, Rules

_MODES: Final = {
    "automatic": Mode.AUTOMATIC,
    "custom": Mode.CUSTOM,
    "hierarchical": Mode.PARENT_CHILD,
}
AUTOMATIC: Final = Rules()


def rules_of(process_rule: Mapping[str, Any] | None) -> Rules | None:
    """Translate a `process_rule` that fits the contract; refuses with `IncompleteRules`.

    The parts are asked for in the order of release 1.2.0.
    """
    if not process_rule:
        return None
    mode = _MODES[process_rule["mode"]]
    if mode is Mode.AUTOMATIC:
        return AUTOMATIC
    rules = _part(process_rule, "rules")
    chosen = _part(rules, "pre_processing_rules")
    segmentation = _part(rules, "segmentation")
    whole = mode is Mode.PARENT_CHILD and rules.get("parent_mode") == "full-doc"
    if segmentation.get("separator") == "":
        raise IncompleteRules("segmentation separator", "process_rule.rules.segmentation.separator")
    if segmentation["max_tokens"] == 0 and not whole:
        raise IncompleteRules(
            "segmentation max_tokens", "process_rule.rules.segmentation.max_tokens"
        )
    enabled = {rule["id"]: rule["enabled"] for rule in chosen}
    return Rules(
        mode=mode,
        extra_spaces=enabled.get("remove_extra_spaces", False),
        urls_and_emails=enabled.get("remove_urls_emails", False),
        cut=_cut(segmentation),
        whole_document=whole,
        child_cut=_cut(rules.get("subchunk_segmentation")),
    )


def _cut(segmentation: Mapping[str, Any] | None) -> Cut | None:
    if segmentation is None:
        return None
    separator = segmentation.get("separator") or "\n"
    return Cut(separator, segmentation["max_tokens"], segmentation.get("chunk_overlap") or 0)


def _part(holder: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - JSON
    found = holder.get(name)
    if found is None:
        at = "process_rule.rules" if name == "rules" else f"process_rule.rules.{name}"
        raise IncompleteRules(name, at)
    return found
