"""The former place of ``RecordError``: pickles of version 0.2.0 name this module."""

from .records.archive import RecordError as RecordError
