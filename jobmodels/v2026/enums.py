"""The enums of edition 2026-03-17, apart from ``Status``, which is unchanged."""

from __future__ import annotations

from ..core.openenum import OpenStrEnum


class FineTuneableModelType(OpenStrEnum):
    """The kind of model that a job trains: one that completes text, or one that classifies it."""

    COMPLETION = "completion"
    CLASSIFIER = "classifier"


class FTClassifierLossFunction(OpenStrEnum):
    """The loss function for one target of a classifier: how many labels a sample may have."""

    SINGLE_CLASS = "single_class"
    """Each sample has one label."""
    MULTI_CLASS = "multi_class"
    """Each sample may have several labels."""
