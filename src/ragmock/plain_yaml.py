"""YAML that says what JSON can say: each key is a text and stands once, a date is a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Hashable

#: How much a text may unfold to by its aliases, in nodes and characters: as much as JSON may have.
_MOST: Final = 16 * 1024 * 1024
#: What comes of binary data, of what holds itself, and of a value that is not what its tag says.
_NOT_PLAIN: Final = (TypeError, RecursionError, AttributeError, LookupError)
_MERGE: Final = "tag:yaml.org,2002:merge"
_TEXT: Final = "tag:yaml.org,2002:str"


class _Plain(yaml.constructor.SafeConstructor):
    """What both loaders have of their own."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as Resolver has it
        first: [(tag, form) for tag, form in known if not tag.endswith(":timestamp")]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - as in SafeLoader
    ) -> dict[Hashable, Any]:
        """Refuse a key that is no text, or stands twice."""
        seen = set()
        for key, _ in node.value:
            if key.tag not in (_TEXT, _MERGE):
                raise _wrong_key(key, "only a text can be a key; put it in quotes")
            if key.value in seen:
                raise _wrong_key(key, f"the key {key.value} stands here a second time")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class Loader(_Plain, yaml.SafeLoader):
    """For files, of which each mistake is to be told as well as can be."""


if TYPE_CHECKING:
    _InC = yaml.SafeLoader
else:
    _InC = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Quick(_Plain, _InC):
    """For what is sent: a megabyte takes a second, and five with the other."""


def parse(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Parse what somebody sent; refuses with `ValueError`, which says why and on which line."""
    loader = _Quick(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        if _size(root, {}) > _MOST:
            raise ValueError("its aliases unfold to too much")
        content = loader.construct_document(root)
        json.dumps(content, allow_nan=False)
    except yaml.reader.ReaderError as broken:
        raise ValueError(f"{broken.reason} at {broken.position}") from None
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        told = ", ".join(filter(None, (broken.context, broken.problem)))
        raise ValueError(f"line {line}: {told}") from None
    except _NOT_PLAIN as broken:
        raise ValueError(f"it is not as plain as JSON: {broken}") from None
    else:
        return content
    finally:
        loader.dispose()


def _size(node: yaml.Node, known: dict[yaml.Node, int]) -> int:
    """Count the nodes from one down, with their texts, and those of an alias wherever it stands."""
    if isinstance(node, yaml.ScalarNode):
        return 1 + len(node.value)
    if node not in known:
        parts = (
            part for each in node.value for part in (each if isinstance(each, tuple) else (each,))
        )
        known[node] = 1 + sum(_size(each, known) for each in parts)
    return known[node]


def _wrong_key(key: yaml.Node, told: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, told, key.start_mark)
