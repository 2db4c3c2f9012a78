"""What was tried, of each world and of the whole run; kept by the server as requests pass by.

Of what clients send nothing is kept but which points of the contract it was: so a record is as
large as the contract at most, and holds no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ragmock.domain.tables import Table
from ragmock.domain.undoing import keep

from .offers import Offer, Product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ragmock.contract import Contract, Operation
    from ragmock.provider import Form, Provider

#: The bits of the points that were tried, by operation; those of no operation by product.
Tried = dict[str, int]


class Exchange(Protocol):
    """A request that was answered."""

    provider: Provider
    operation: Operation | None
    arguments: Mapping[str, Any]  # checked
    form: Form | None
    body: Any  # checked
    answer: Any  # of a handler, where it was answered with success
    refusal: str | None


class Coverage:
    """What clients tried of a contract.

    A world's is kept through whatever becomes of the world, and goes over to the run when it ends.
    """

    def __init__(self, contract: Contract, known: Mapping[str, Provider]) -> None:
        self.contract = contract
        self._known = known
        self._offers: dict[str, Offer] = {}
        self._products: dict[str, Product] = {}
        self.of_worlds: Table[Tried] = Table()
        self.of_ended: Tried = {}  # of worlds that there are no more
        self.of_none: Tried = {}  # what no world can be told for, as where the key is wrong

    # ------------------------------------------------------------------ requests pass by
    def of(self, world: str) -> Tried:
        """Give the record of a world."""
        record = self.of_worlds.get(world)
        if record is None:
            record = self.of_worlds[world] = {}
        return record

    def note(self, tried: Tried, call: Exchange, status: int, query: bytes) -> None:
        """Note in a record what a request tried: its answer, and what it held if it succeeded."""
        operation, refusal = call.operation, call.refusal
        if operation is None:
            product = self._product(call.provider)
            of_product = product.answers.get(refusal, 0) if refusal else 0
        else:
            offer = self._offers.get(operation.id) or self._learn(operation)
            bits = offer.answers.get(refusal or status, 0)
            of_product = 0
            if refusal is None:
                bits |= offer.of_request(query, call.arguments, call.body)
                if call.answer is not None:
                    of_product = offer.of_answer(call.answer)
                if call.form:
                    of_product |= offer.product.of_form(call.form)
            elif not bits:
                of_product = offer.product.answers.get(refusal, 0)
            tried[offer.key] = tried.get(offer.key, 0) | bits
        if of_product:
            name = call.provider.name
            tried[name] = tried.get(name, 0) | of_product

    # ------------------------------------------------------------------ worlds come and go
    def end(self, world: str) -> None:
        """Let the run keep what was tried in a world that ends."""
        keep(self, "of_ended")
        self.of_ended = together(self.of_ended, self.of_worlds.pop(world) or {})

    def forget(self, world: str | None = None) -> int:
        """Forget what was tried in a world, or all; tell how many points that were."""
        if world is not None:
            return _count(self.of_worlds.pop(world) or {})
        gone = _count(self.tried())
        keep(self, "of_worlds", "of_ended", "of_none")
        self.of_worlds, self.of_ended, self.of_none = Table(), {}, {}
        return gone

    # ------------------------------------------------------------------ looked at
    def tried(self, world: str | None = None) -> Tried:
        """Give what was tried in a world, or in the run.

        What no world can be told for counts in each.
        """
        if world is not None:
            return together(self.of_none, self.of_worlds.get(world) or {})
        return together(self.of_none, self.of_ended, *self.of_worlds.values())

    def offers(self) -> Mapping[str, Offer]:
        """Give what each operation has to try, by its id; other spellings are left out."""
        every = self.contract.operations.values()
        known = {each.id: self._offers.get(each.id) or self._learn(each) for each in every}
        return {name: offer for name, offer in known.items() if offer.key == name}

    def products(self) -> Mapping[str, Product]:
        """Give what each product has to try besides."""
        return {name: self._product(each) for name, each in self._known.items()}

    def _learn(self, operation: Operation) -> Offer:
        """Find out what an operation has to try. One that no server answers stands by itself."""
        named = operation if operation.unserved else self.contract.operations[operation.canonical]
        offer = self._offers.get(named.id)
        if offer is None:
            product = self._product(self._known[named.provider])
            offer = self._offers[named.id] = Offer(named, self.contract.wordings, product)
        self._offers[operation.id] = offer
        return offer

    def _product(self, provider: Provider) -> Product:
        if provider.name not in self._products:
            self._products[provider.name] = Product(provider, self.contract.wordings)
        return self._products[provider.name]


def _count(record: Tried) -> int:
    return sum(bits.bit_count() for bits in record.values())


def together(*records: Tried) -> Tried:
    """Put records together."""
    joined: Tried = {}
    for record in records:
        for name, bits in record.items():
            joined[name] = joined.get(name, 0) | bits
    return joined
