"""The enums that edition 2026-03-17 has beside ``Status``, which is the same as before."""

from __future__ import annotations

from ..core.openenum import OpenStrEnum

__all__ = ["FTClassifierLossFunction", "FineTuneableModelType"]


class FineTuneableModelType(OpenStrEnum):
    """What a job trains: a model that completes text, or one that classifies it."""

    COMPLETION = "completion"
    CLASSIFIER = "classifier"


class FTClassifierLossFunction(OpenStrEnum):
    """What a classifier's loss assumes of the labels of one target."""

    SINGLE_CLASS = "single_class"
    """Each sample has one of them."""
    MULTI_CLASS = "multi_class"
    """Each sample may have several."""
