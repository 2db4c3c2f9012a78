"""A stateful fake of the knowledge-base APIs of Dify and RAGFlow."""

from ragmock._rooms import HOME

__version__ = "0.1.0"

# In a checkout handlers/ lies at the root of the repository; it is ragmock.handlers all the same.
if str(HOME) not in __path__:
    __path__.append(str(HOME))
