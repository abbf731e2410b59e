"""Finds the definitions in the package's sources that given names depend on.

If ``standalone`` has a module of the same name, its definitions replace those in the original. Does
not depend on editions or on how the definitions are used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from .definitions import Definition, Import, Source, read_source

__all__ = ["Package", "Reached"]

_STANDALONE = "vendoring/amalgam/standalone"

_LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "core.constraints": ("expression", "symbol"),
    "core.model": ("__attrs_attrs__", "__attrs_post_init__"),
    "core.record": ("__subclasses__",),
}
"""The class members that only the compiler, attrs and drafts use."""


class Package:
    """The sources of the package, each read on first use."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """``files`` are the contents of the files of the package, by path."""
        self._files = files
        self._modules: dict[str, Source] = {}

    def module(self, name: str) -> Source:
        """Returns the source of a module, with the replacements from ``standalone``."""
        if name not in self._modules:
            path, left_out = name.replace(".", "/"), _LEFT_OUT.get(name, ())
            source = self._read(f"{path}.py", name, left_out)
            source = source or self._read(f"{path}/__init__.py", name, left_out)
            if source is None:
                raise RuntimeError(f"no source found for {name}")
            instead = self._read(f"{_STANDALONE}/{path.removeprefix('core/')}.py", name)
            self._modules[name] = _merged(source, instead) if instead else source
        return self._modules[name]

    def _read(self, path: str, name: str, left_out: Collection[str] = ()) -> Source | None:
        data = self._files.get(path)
        if data is None:
            return None
        return read_source(path, name, data.decode().replace("\r\n", "\n"), left_out)

    def find(self, module: str, name: str) -> Definition:
        """Returns the definition of a name, from the module or where the module imports it from."""
        source = self.module(module)
        found = self._look_up(source, name, source.imports)
        if not isinstance(found, Definition):
            raise RuntimeError(f"{source.path} defines no {name}")
        return found

    def meaning(self, definition: Definition, name: str) -> Definition | Import | None:
        """Returns the meaning of a name in a definition; None if the module does not bind it."""
        source = definition.source  # a replacement has its own imports
        return self._look_up(self.module(source.module), name, source.imports)

    def _look_up(
        self, source: Source, name: str, imports: Mapping[str, Import]
    ) -> Definition | Import | None:
        for definition in source.definitions:
            if name in definition.names:
                return definition
        origin = imports.get(name)
        return self.find(origin.module, origin.name) if origin and origin.is_ours else origin


def _merged(source: Source, instead: Source) -> Source:
    """Returns ``source`` with definitions replaced by those of the same names in ``instead``."""
    merged = Source(source.path, source.module, instead.summary)
    merged.public = source.public
    merged.imports = source.imports
    names = {name for definition in instead.definitions for name in definition.names}
    replaced = [definition for definition in source.definitions if definition.names & names]
    if not replaced:
        raise RuntimeError(f"{instead.path} replaces nothing in {source.path}")
    for definition in source.definitions:
        if definition is replaced[0]:
            merged.definitions += instead.definitions
        elif definition not in replaced:
            merged.definitions.append(definition)
    return merged


class Reached:
    """All the definitions and imports of a package that some of its names depend on."""

    def __init__(self, package: Package, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are pairs of a module and a name in it."""
        self.definitions: dict[Definition, None] = {}
        self.imports: dict[str, Import] = {}
        """The imports from outside the package, by name."""
        self.awaited: set[str] = set()
        """The imported names that are needed at run time, not only by type checkers."""
        self._package = package
        self._before: dict[str, set[str]] = {}
        roots = [package.find(module, name) for module, name in names]
        waiting = [*roots]
        while waiting:
            definition = waiting.pop()
            if definition not in self.definitions:
                self.definitions[definition] = None
                waiting += self._look_into(definition)
        self._starts = [root.source.module for root in roots] + sorted(self._before)

    def by_module(self) -> Iterator[tuple[Source, list[Definition]]]:
        """Yields the definitions by module, each module after the modules that it imports."""
        order: dict[str, None] = {}
        for start in self._starts:
            self._put(start, order, ())
        for module in order:
            source = self._package.module(module)
            yield source, [other for other in source.definitions if other in self.definitions]

    def _put(self, module: str, order: dict[str, None], above: tuple[str, ...]) -> None:
        if module in above:
            raise RuntimeError(f"circular import: {', '.join(above)}")
        for other in sorted(self._before[module] - order.keys()):
            self._put(other, order, (*above, module))
        order[module] = None

    def _look_into(self, definition: Definition) -> Iterator[Definition]:
        """Yields the definitions that a definition uses."""
        source = definition.source
        before = self._before.setdefault(source.module, set())
        for name in definition.used:
            meaning = self._package.meaning(definition, name)
            if isinstance(meaning, Import):
                if self.imports.setdefault(name, meaning) != meaning:
                    raise RuntimeError(f"{source.path}: {name} has another meaning elsewhere")
                self.awaited |= {name} & source.awaited
            elif meaning is not None:
                if name in source.awaited and meaning.source.module != source.module:
                    before.add(meaning.source.module)
                yield meaning
