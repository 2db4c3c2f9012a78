"""The contracts, each read once: operations, and the words of every refusal.

openapi.yaml is that of the products, admin/openapi.yaml that of the control plane.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from ragmock import compiled
from ragmock._rooms import HOME, PACKAGE
from ragmock.schemas import Json, Schema, inline, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

METHODS: Final = ("get", "put", "post", "delete", "patch")
JSON: Final = "application/json"
MULTIPART: Final = "multipart/form-data"
YAML: Final = "application/yaml"
_HANDLERS: Final = "ragmock.handlers"  # the package with a room for each product


@dataclass(frozen=True)
class Wording:
    """The words of one refusal: a named example of the contract."""

    name: str
    summary: str
    status: int
    template: Json
    sample: Mapping[str, Any]
    seen: str
    general: bool
    only_by_fault: bool  # no request brings it about

    def say(self, facts: Mapping[str, Any] | None = None) -> Json:
        """Fill the blanks with facts; those that are not given are filled with samples."""
        known = {**self.sample, **(facts or {})}
        return {
            key: value.format_map(known) if isinstance(value, str) else value
            for key, value in self.template.items()
        }


@dataclass(frozen=True)
class Parameter:
    """A parameter in the path or the query."""

    name: str
    place: str  # path, query
    required: bool
    schema: Schema
    default: Any
    kind: str  # string, integer, number, boolean, array, uuid
    first_page: int | None  # the value that means the first page, where it chooses one
    may_be_empty: bool  # in the query; an empty value counts as none


@dataclass(frozen=True)
class Body:
    """The body that an operation takes."""

    media_type: str
    yaml: bool  # taken in the place of JSON, if it says that it is
    required: bool
    forgiving: bool
    schema: Schema
    notes: Mapping[str, str]  # by the property that a released server takes otherwise
    largest: int | None  # bytes; without it, what a world's files may have


@dataclass(frozen=True)
class Operation:
    """One method on one path."""

    id: str
    provider: str
    method: str
    path: str
    summary: str
    canonical: str  # the id of the operation that this is another spelling of, or its own
    parameters: tuple[Parameter, ...]
    body: Body | None
    success: int
    answers: Mapping[int, Schema | None]
    samples: Mapping[int, Mapping[str, Any]]  # bodies by status and name, refusals among them
    refusals: tuple[str, ...]
    note: str | None
    printed_in: tuple[str, ...]
    deprecated_since: date | None
    reads: bool
    secured: bool
    unserved: bool  # no released server answers it: the documents alone know it
    function: str  # that answers, by its full name; an alias has its canonical operation's

    @property
    def is_alias(self) -> bool:
        """Whether it is another spelling of an operation."""
        return self.canonical != self.id


@dataclass(frozen=True)
class _Owner:
    """The product that a path belongs to which begins so, and those of longer beginnings."""

    provider: str
    below: dict[str, _Owner] = field(default_factory=dict)


@dataclass(frozen=True)
class Contract:
    """Everything that a document says."""

    text: str
    package: str  # what the providers' rooms are in
    document: Json
    operations: Mapping[str, Operation] = field(repr=False)
    wordings: Mapping[str, Wording] = field(repr=False)

    @cached_property
    def providers(self) -> tuple[str, ...]:
        """The names of the products, in the order of the document."""
        return tuple(dict.fromkeys(each.provider for each in self.operations.values()))

    @cached_property
    def _owners(self) -> _Owner:
        """Say which product the beginning of a path belongs to: the first that has it."""
        root = _Owner(self.providers[0])
        for operation in self.operations.values():
            owner = root
            for word in operation.path.partition("{")[0].strip("/").split("/"):
                owner = owner.below.setdefault(word, _Owner(operation.provider))
        return root

    def provider_of(self, path: str) -> str:
        """Tell which product a path belongs to, also one that does not exist."""
        owner = self._owners
        for word in path.strip("/").split("/"):
            below = owner.below.get(word)
            if below is None:
                break
            owner = below
        return owner.provider

    def of_provider(self, provider: str) -> list[Operation]:
        """List the operations of a product."""
        return [each for each in self.operations.values() if each.provider == provider]


@cache
def load() -> Contract:
    """Read the contract of the products."""
    return _shipped(HOME / "openapi.yaml", _HANDLERS)


@cache
def load_admin() -> Contract:
    """Read the contract of the control plane."""
    return _shipped(PACKAGE / "admin" / "openapi.yaml", "ragmock")


def read(text: str, package: str = _HANDLERS) -> Contract:
    """Read a contract whose operations are answered by the rooms in a package."""
    return _read(text, _parse(text), package)


def _shipped(path: Path, package: str) -> Contract:
    text = path.read_text(encoding="utf-8")
    return _read(text, compiled.document(path, text, _parse), package)


def _parse(text: str) -> Json:
    import yaml  # noqa: PLC0415 - mostly it was parsed before

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # seven times as fast, where it is built
    document: Json = yaml.load(text, loader)  # noqa: S506 - safe loaders both
    return document


def _read(text: str, document: Json, package: str) -> Contract:
    examples = document["components"]["examples"]
    wordings = {
        name: _wording(name, example) for name, example in examples.items() if "x-status" in example
    }
    operations = {each.id: each for each in _operations(document, wordings, package)}
    return Contract(text, package, document, operations, wordings)


def _wording(name: str, example: Json) -> Wording:
    return Wording(
        name=name,
        summary=example["summary"],
        status=example["x-status"],
        template=example["value"],
        sample=example.get("x-facts", {}),
        seen=example["x-seen"],
        general=example.get("x-general", False),
        only_by_fault=example.get("x-only-by-fault", False),
    )


def _operations(
    document: Json, wordings: Mapping[str, Wording], package: str
) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield _operation(document, wordings, package, path, item, method)


def _operation(
    document: Json,
    wordings: Mapping[str, Wording],
    package: str,
    path: str,
    item: Json,
    method: str,
) -> Operation:
    spec = item[method]
    canonical = spec.get("x-alias-of", spec["operationId"])
    responses = {
        int(status): _follow(response, document) for status, response in spec["responses"].items()
    }
    declared = [name for response in responses.values() for name in _examples(response)]
    parameters = [*item.get("parameters", ()), *spec.get("parameters", ())]
    return Operation(
        id=spec["operationId"],
        provider=item["x-provider"],
        method=method.upper(),
        path=path,
        summary=spec["summary"],
        canonical=canonical,
        parameters=tuple(_parameter(_follow(each, document), document) for each in parameters),
        body=_body(_follow(spec["requestBody"], document), document)
        if "requestBody" in spec
        else None,
        success=min(responses),
        answers={status: _answer(response, document) for status, response in responses.items()},
        samples={
            status: _samples(response, document, wordings) for status, response in responses.items()
        },
        refusals=tuple(name for name in dict.fromkeys(declared) if name in wordings),
        note=spec.get("x-note"),
        printed_in=tuple(spec.get("x-printed-in", ())),
        deprecated_since=spec.get("x-deprecated-since"),
        reads=method == "get" or spec.get("x-reads", False),
        secured=spec.get("security", document.get("security")) != [],
        unserved=spec.get("x-unserved", False),
        function=f"{package}.{canonical}",
    )


def _follow(node: Json, document: Json) -> Json:
    found: Json = resolve(node["$ref"], document) if "$ref" in node else node
    return found


def _examples(response: Json) -> list[str]:
    return [name for media in response.get("content", {}).values() for name in media["examples"]]


def _samples(response: Json, document: Json, wordings: Mapping[str, Wording]) -> Json:
    """Give the examples of an answer by their names; one without a body has none, named so."""
    return {
        name: wordings[name].say() if name in wordings else _follow(example, document)["value"]
        for media in response.get("content", {}).values()
        for name, example in media["examples"].items()
    } or {"": None}


def _answer(response: Json, document: Json) -> Schema | None:
    content = response.get("content", {})
    return Schema(inline(content[JSON]["schema"], document)) if JSON in content else None


def _parameter(spec: Json, document: Json) -> Parameter:
    schema = inline(spec["schema"], document)
    return Parameter(
        name=spec["name"],
        place=spec["in"],
        required=spec.get("required", False),
        schema=Schema(schema, f"{spec['in']}/{spec['name']}"),
        default=schema.get("default"),
        kind="uuid" if spec["schema"].get("$ref", "").endswith("/Uuid") else schema["type"],
        first_page=spec.get("x-first-page"),
        may_be_empty=spec.get("allowEmptyValue", False),
    )


def _body(spec: Json, document: Json) -> Body:
    (media_type, media), *_ = spec["content"].items()
    schema = inline(media["schema"], document)
    properties = schema.get("properties", {})
    return Body(
        media_type=media_type,
        yaml=YAML in spec["content"],
        required=spec.get("required", False),
        forgiving=spec.get("x-forgiving", False),
        schema=Schema(schema),
        notes={name: each["x-note"] for name, each in properties.items() if "x-note" in each},
        largest=spec.get("x-largest"),
    )
