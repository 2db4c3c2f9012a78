"""The contract taken apart, for the tests of it."""

from ragmock import contract
from ragmock.schemas import inline, resolve

CONTRACT = contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = CONTRACT.operations.values()

#: The document with the parts of its schemas that the validator passes over.
STRICT = contract.read(CONTRACT.text.replace("x-refused-later: true", "x-refused-later: false"))


def specs():
    """Give each operation as it is written: its path, the item of its path, and itself."""
    for path, item in DOCUMENT["paths"].items():
        for method in contract.METHODS:
            if method in item:
                yield path, item, item[method]


def follow(node):
    return resolve(node["$ref"], DOCUMENT) if "$ref" in node else node


def responses():
    for _, _, spec in specs():
        for status, response in spec["responses"].items():
            yield CONTRACT.operations[spec["operationId"]], int(status), follow(response)


def all_media():
    """Give each body that is sent or answered: where it is, and its media type object."""
    for _, _, spec in specs():
        bodies = [("request", follow(spec["requestBody"]))] if "requestBody" in spec else []
        answers = [(status, follow(each)) for status, each in spec["responses"].items()]
        for kind, body in [*bodies, *answers]:
            for media in body.get("content", {}).values():
                yield f"{spec['operationId']} {kind}", media


def examples_of(operation, status):
    return [
        name
        for each, code, response in responses()
        if each is operation and code == status
        for media in response.get("content", {}).values()
        for name in media["examples"]
    ]


def values(examples):
    """Give the values of examples; the blanks of a refusal are filled with its samples."""
    return {
        name: CONTRACT.wordings[name].say()
        if name in CONTRACT.wordings
        else follow(example)["value"]
        for name, example in examples.items()
    }


def examples_of_parts(media):
    """Give the examples of a form's parts."""
    parts = follow(media["schema"])["properties"].items() if "encoding" in media else ()
    return {name: follow(part)["example"] for name, part in parts if "example" in follow(part)}


def strict_schema_of(name, media):
    """Give the schema of an example: of a part of a form, or of the whole."""
    whole = media["schema"]
    is_part = "encoding" in media
    return inline(follow(whole)["properties"][name] if is_part else whole, STRICT.document)


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


def links():
    """Give each link: the operation that it is of, the answer, its name, and itself."""
    for operation, _, response in responses():
        for name, link in response.get("links", {}).items():
            yield operation, response, name, link
