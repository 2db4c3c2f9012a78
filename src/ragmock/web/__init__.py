"""HTTP: the only room that knows connexion and starlette."""
