"""connexion registers every operation of a contract, and takes the whole document too."""

import asyncio
from copy import deepcopy

import openapi_spec_validator
import pytest
from hypothesis import given, strategies

from ragmock import contract
from ragmock.web.dispatch import resolve
from ragmock.web.registering import ConnexionMiddleware, Resolver, outline, registered
from ragmock.web.routing import FORMS, Tree, routing
from ragmock.world import providers

CONTRACTS = {"products": contract.load(), "admin": contract.load_admin()}


async def nothing(scope, receive, send):
    """Answer no request."""


def routing_of(known):
    return routing(Tree(known, providers(known.providers, known.package)))


def routes_of(app):
    """List the routes that connexion made of a document, once it has built its stack."""
    asyncio.run(app({"type": "http", "method": "GET", "path": "/"}, None, None))
    (middleware,) = (each for each in app.middleware_stack if hasattr(each, "router"))
    (api,) = middleware.router.routes
    return {
        (path, method) for each in api.app.routes for path in [each.path] for method in each.methods
    }


@pytest.fixture(params=CONTRACTS)
def known(request):
    return CONTRACTS[request.param]


def test_every_operation_is_registered_and_resolved(known):
    resolved = []

    def resolving(operation):
        resolved.append(operation.id)
        return resolve(operation)

    routes = routes_of(registered(known, nothing, [routing_of(known)], resolving))

    assert {(path.replace(":int", ""), method) for path, method in routes if method != "HEAD"} == {
        (each.path, each.method) for each in known.operations.values()
    }
    assert set(resolved) == set(known.operations)


def test_of_the_whole_document_connexion_makes_the_same(known):
    ours = registered(known, nothing, [routing_of(known)], resolve)
    whole = ConnexionMiddleware(
        nothing,
        middlewares=[routing_of(known)],
        resolver=Resolver(lambda named: resolve(known.operations[named])),
    )
    whole.add_api(deepcopy(known.document), base_path="")

    assert routes_of(whole) == routes_of(ours)


@given(strategies.from_regex(FORMS["uuid"], fullmatch=True))
def test_the_router_takes_no_uuid_that_the_contract_does_not(text):
    uuids = {
        repr(each.schema.schema): each.schema
        for known in CONTRACTS.values()
        for operation in known.operations.values()
        for each in operation.parameters
        if each.kind == "uuid"
    }

    assert len(uuids) == 1
    assert all(each.fits(text) for each in uuids.values())


def test_another_document_is_still_examined(known):
    registered(known, nothing, [routing_of(known)], resolve)

    with pytest.raises(Exception, match="'info' is a required property"):
        ConnexionMiddleware(nothing).add_api({"openapi": "3.0.3", "paths": {}})


def test_the_outline_is_a_valid_document(known):
    openapi_spec_validator.validate(outline(known))
