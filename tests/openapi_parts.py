"""The contracts taken apart, for the tests of them."""

from dataclasses import dataclass
from functools import cached_property

from ragmock import contract
from ragmock.contract import Contract
from ragmock.schemas import inline, resolve
from ragmock.world import providers


@dataclass(frozen=True)
class Parts:
    """A contract, and what is in its document."""

    contract: Contract

    @property
    def document(self):
        return self.contract.document

    @property
    def operations(self):
        return self.contract.operations.values()

    @property
    def wordings(self):
        return self.contract.wordings

    @cached_property
    def strict(self):
        """The document with the parts of its schemas that the validator passes over."""
        return contract.read(self.contract.text.replace(LATER, LATER.replace("true", "false")))

    @cached_property
    def providers(self):
        return providers(self.contract.providers, self.contract.package)

    def specs(self):
        """Give each operation as it is written: its path, the item of its path, and itself."""
        for path, item in self.document["paths"].items():
            for method in contract.METHODS:
                if method in item:
                    yield path, item, item[method]

    def follow(self, node):
        return resolve(node["$ref"], self.document) if "$ref" in node else node

    def responses(self):
        for _, _, spec in self.specs():
            for status, response in spec["responses"].items():
                operation = self.contract.operations[spec["operationId"]]
                yield operation, int(status), self.follow(response)

    def all_media(self):
        """Give each body that is sent or answered: where it is, and its media type object."""
        for _, _, spec in self.specs():
            request = spec.get("requestBody")
            bodies = [("request", self.follow(request))] if request else []
            answers = [(status, self.follow(each)) for status, each in spec["responses"].items()]
            for kind, body in [*bodies, *answers]:
                for media in body.get("content", {}).values():
                    yield f"{spec['operationId']} {kind}", media

    def examples_of(self, operation, status):
        return [
            name
            for each, code, response in self.responses()
            if each is operation and code == status
            for media in response.get("content", {}).values()
            for name in media["examples"]
        ]

    def values(self, examples):
        """Give the values of examples; the blanks of a refusal are filled with its samples."""
        return {
            name: self.wordings[name].say()
            if name in self.wordings
            else self.follow(example)["value"]
            for name, example in examples.items()
        }

    def examples_of_parts(self, media):
        """Give the examples of a form's parts."""
        whole = self.follow(media["schema"])
        parts = whole["properties"].items() if "encoding" in media else ()
        return {
            name: self.follow(part)["example"]
            for name, part in parts
            if "example" in self.follow(part)
        }

    def strict_schema_of(self, name, media):
        """Give the schema of an example: of a part of a form, or of the whole."""
        whole = media["schema"]
        is_part = "encoding" in media
        schema = self.follow(whole)["properties"][name] if is_part else whole
        return inline(schema, self.strict.document)

    def links(self):
        """Give each link: the operation that it is of, the answer, its name, and itself."""
        for operation, _, response in self.responses():
            for name, link in response.get("links", {}).items():
                yield operation, response, name, link


LATER = "x-refused-later: true"
PRODUCTS = Parts(contract.load())
ADMIN = Parts(contract.load_admin())
BOTH = {"products": PRODUCTS, "admin": ADMIN}


def found(key, node):
    """Give the value of a key, wherever it is."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from found(key, value)
    elif isinstance(node, list):
        for value in node:
            yield from found(key, value)


def names_of(operation):
    return {each.name for each in operation.parameters}
