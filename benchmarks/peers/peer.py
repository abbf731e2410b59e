"""The interface of a peer. Standard library only; does not import the compared libraries."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from ..cases import Kind, Operation
from ..payloads import camel, one_problem, payload, ten_problems
from ..timing import Call

__all__ = ["Function", "Peer"]


class Function:
    """A function of the payload, the text or the object, and the arguments that follow it."""

    def __init__(self, function: Callable[..., Any], *following: object) -> None:
        self._function = function
        self._following = following

    def __call__(self, argument: object) -> Any:
        return self._function(argument, *self._following)

    def on(self, argument: object) -> Call:
        """Returns the call without arguments, and without an additional Python frame."""
        return partial(self._function, argument, *self._following)

    def after(self, parse: Callable[[Any], object]) -> Function:
        function, following = self._function, self._following
        return Function(lambda text: function(parse(text), *following))

    def before(self, encode: Callable[[Any], object]) -> Function:
        function, following = self._function, self._following
        return Function(lambda obj: encode(function(obj, *following)))


class Peer(ABC):
    """A library, used as its documentation recommends.

    Each operation returns the function to time, or None if the library does not support it.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    """The setup of the peer, and how its figures differ in scope from those of other peers."""
    errors: ClassVar[tuple[type[Exception], ...]]
    """The exceptions that it raises for an invalid payload."""
    models: Any
    """The object whose attributes are its classes."""

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def read(self, kind: Kind) -> Function:
        """Payload to object."""

    @abstractmethod
    def write(self, kind: Kind) -> Function:
        """Object to the payload that it was read from."""

    def text_in(self, kind: Kind) -> Function:
        """JSON as ``str`` to object, with the standard library's parser."""
        return self.read(kind).after(json.loads)

    def text_out(self, kind: Kind) -> Function | None:
        """Object to JSON, with the standard library's encoder."""
        return self.write(kind).before(json.dumps)

    @abstractmethod
    def fast_text_in(self, kind: Kind) -> Function:
        """JSON as ``bytes`` to object: with its own parser, or orjson's if it has none."""

    @abstractmethod
    def fast_text_out(self, kind: Kind) -> Function:
        """Object to JSON: with its own encoder, or orjson's if it has none."""

    def model(self, kind: Kind) -> Any:
        return getattr(self.models, kind.model)

    def problems_in(self, error: Exception) -> int:
        """Returns the number of problems that an error of this library reports."""
        return 1

    def read_camel(self, kind: Kind) -> Function | None:
        return None

    def read_lenient(self, kind: Kind) -> Function | None:
        return None

    def write_camel(self, kind: Kind) -> Function | None:
        return None

    def one_problem(self, kind: Kind) -> Function | None:
        return self._refusal() if kind is Kind.FULL else None

    def ten_problems(self, kind: Kind) -> Function | None:
        return self._refusal() if kind is Kind.FULL else None

    def call(self, operation: Operation, kind: Kind) -> Call | None:
        """Returns the call to time, without arguments; None if it is not supported."""
        function: Function | None = getattr(self, operation.value)(kind)
        return None if function is None else function.on(self._argument(operation, kind))

    def _argument(self, operation: Operation, kind: Kind) -> Any:
        if operation in (Operation.READ, Operation.READ_LENIENT):
            return payload(kind)
        if operation is Operation.READ_CAMEL:
            return camel(payload(kind))
        if operation is Operation.ONE_PROBLEM:
            return one_problem()
        if operation is Operation.TEN_PROBLEMS:
            return ten_problems()
        if operation in (Operation.TEXT_IN, Operation.FAST_TEXT_IN):
            text = json.dumps(payload(kind), separators=(",", ":"))
            return text.encode() if operation is Operation.FAST_TEXT_IN else text
        return self.read(kind)(payload(kind))

    def _refusal(self) -> Function:
        read, errors = self.read(Kind.FULL), self.errors

        def refuse(bad: object) -> Exception:
            try:
                read(bad)
            except errors as error:
                return error
            raise AssertionError("an invalid payload was accepted")

        return Function(refuse)
