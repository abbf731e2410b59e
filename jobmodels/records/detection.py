"""Detects the class of a record from its ``object`` tag, or else from its fields.

Detects the edition too: a later one if the record has evidence of it (see ``detect``), otherwise
2024-11-07, whose classes also read the records of the first edition. The evidence is derived from
the differences between the editions.
"""

from __future__ import annotations

from collections.abc import Iterable
from inspect import signature
from typing import Any, NamedTuple

from ..core.describe import describe_type
from ..core.errors import Problem, ValidationError
from ..core.model import Model
from ..core.record import EXTRAS
from ..core.spec import to_camel
from ..models.enums import FineTuneableModel
from .editions import EDITIONS, LATER, TOP_LEVEL, Edition, kind_of

_REQUEST, _JOB, _LIST, _DRY_RUN = "job request", "job", "list", "dry-run metadata"
_BY_TAG: dict[Any, str] = {"job": _JOB, "list": _LIST, "job.metadata": _DRY_RUN}


def _fields(editions: Iterable[Edition], *kinds: str) -> set[str]:
    """Returns the names of the fields of the records of these kinds."""
    classes = (cls for edition in editions for cls in edition.records.values())
    names = (signature(cls).parameters for cls in classes if kind_of(cls) in kinds)
    return set().union(*names) - {EXTRAS}


# For records without a tag. The API's files and models have an ID and dates too, so these alone do
# not indicate a job.
_HISTORY = {"events", "checkpoints"}
_ANSWERED = {"id", "status"}
_TRAINING = {"hyperparameters", "training_files"}
_ABOUT_A_JOB = {*_TRAINING, *_HISTORY, "auto_start", "fine_tuned_model", "job_type", "model"}
_ABOUT_A_JOB |= {"trained_tokens"}
_PAGE = {"data", "total"}
# A dry run's response may have only these; hyperparameters have them too.
_LENGTH = {"training_steps", "epochs"}
_TUNING = {"learning_rate", "weight_decay", "warmup_fraction", "seq_len"}
_ESTIMATE = _fields(EDITIONS, _DRY_RUN) - _LENGTH - {"object", "deprecated"}
# Evidence of a classifier job, and of a completion job.
_OF_A_CLASSIFIER = _LENGTH | _TUNING
_OF_A_COMPLETION = {"fim_ratio"}
_EARLIER_MODELS = [member.value for member in FineTuneableModel]


class _Evidence(NamedTuple):
    """The evidence of an edition after the top-level one."""

    edition: Edition
    new: dict[str, set[str]]
    """The fields that no earlier edition has, by the kind of record. Those of a request count in a
    job too."""
    job_types: set[str]
    """The constants for ``job_type`` in its jobs."""
    required: set[str]
    """The fields that every job requires. Clients may omit constants such as ``job_type``, which
    earlier editions require."""


def _evidence(edition: Edition) -> _Evidence:
    earlier = EDITIONS[: EDITIONS.index(edition)]

    def new(*kinds: str) -> set[str]:
        return _fields([edition], *kinds) - _fields(earlier, *kinds)

    classes = (cls for cls in edition.records.values() if kind_of(cls) == _JOB)
    jobs = [signature(cls).parameters.values() for cls in classes]
    return _Evidence(
        edition,
        new={kind: new(kind) for kind in (_REQUEST, _LIST, _DRY_RUN)} | {_JOB: new(_REQUEST, _JOB)},
        job_types={field.default for job in jobs for field in job if field.name == "job_type"},
        required=set.intersection(
            *({field.name for field in job if field.default is field.empty} for job in jobs)
        ),
    )


_EVIDENCE = [_evidence(edition) for edition in LATER]
"""The evidence of each edition after the top-level one, oldest first."""

_USED = _ANSWERED | _ABOUT_A_JOB | _PAGE | _ESTIMATE | _LENGTH | _TUNING | _OF_A_COMPLETION
_USED = _USED.union(
    {"repositories"}, *(each.required.union(*each.new.values()) for each in _EVIDENCE)
)
_NAMES = {key: name for name in _USED for key in (name, to_camel(name))}
"""The snake_case name of each field that is used as evidence, by its key in either case."""


def detect(payload: object) -> type[Model]:
    """Returns the class of a record, whose keys may use either case.

    The class is ``JobIn``, ``JobOut``, ``DetailedJobOut`` (a job with events or checkpoints),
    ``JobsOut`` or ``LegacyJobMetadataOut``; or the corresponding class of a later edition if the
    record has evidence of it: a ``job_type`` or field that no earlier edition defines, a request's
    model that no earlier edition lists, or a job with every required field except ``job_type``.
    The record is not validated: a record with problems still has a class. Raises
    ``ValidationError`` if ``payload`` is not a record of a fine-tuning job.
    """
    if not isinstance(payload, dict):
        raise _no_record(f"expected an object, found {describe_type(payload)}")
    names = _names(payload)
    tag = _tag(payload)
    items = payload.get("data") if tag == "list" else None
    if any(map(_is_foreign, [tag, *map(_tag, items if isinstance(items, list) else ())])):
        raise _no_record("not a record of a fine-tuning job, according to its tag 'object'")
    kind = _BY_TAG.get(tag) or _by_fields(names)
    if kind == _JOB:
        edition = _edition_of_job(payload, names)
        return edition.records[_kind_of_job(edition, payload, names)]
    edition = _newest(kind, names) or TOP_LEVEL
    if edition is TOP_LEVEL and kind == _REQUEST and _is_later_model(payload):
        edition = _EVIDENCE[0].edition
    elif edition is TOP_LEVEL and kind == _LIST:
        edition = _edition_of_jobs(_value(payload, "data"))
    return edition.records[kind]


def states_its_kind(payload: dict[Any, Any]) -> bool:
    """Whether the kind of the record (request, job, list, dry run) is certain: from its tag, or
    from fields that every record of this kind has."""
    names = _names(payload)
    if _tag(payload) in _BY_TAG or names >= _ANSWERED:
        return True
    return names >= {"model", "hyperparameters"} and not names & _ANSWERED


def _tag(payload: object) -> str | None:
    tag = payload.get("object") if isinstance(payload, dict) else None
    return tag if tag and isinstance(tag, str) else None


def _is_foreign(tag: str | None) -> bool:
    """Whether ``tag`` is that of another API object: a file, a model, a chat completion."""
    return tag is not None and tag not in _BY_TAG and not tag.startswith("job")


def _by_fields(names: set[str | None]) -> str:
    if names & _ANSWERED and names & _ABOUT_A_JOB:
        return _JOB
    if names & _TRAINING:
        return _REQUEST
    if names & _PAGE:
        return _LIST
    if names & _ESTIMATE or (names & _LENGTH and not names & _TUNING):
        return _DRY_RUN
    raise _no_record("not a record of a fine-tuning job")


def _names(payload: dict[Any, Any]) -> set[str | None]:
    """Returns the snake_case names of the fields of ``payload`` that are used as evidence. The set
    also contains None if ``payload`` has any other key."""
    return set(map(_NAMES.get, payload))


def _value(payload: dict[Any, Any], name: str) -> Any:
    return payload[name] if name in payload else payload.get(to_camel(name))


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


# The edition, and the kind of job in it.


def _newest(
    kind: str, names: set[str | None], editions: Iterable[_Evidence] = _EVIDENCE
) -> Edition | None:
    """Returns the last of these editions of which a field is evidence, or None."""
    found = [each.edition for each in editions if names & each.new[kind]]
    return found[-1] if found else None


def _edition_of_job(payload: dict[Any, Any], names: set[str | None]) -> Edition:
    job_type = _value(payload, "job_type")
    if isinstance(job_type, str):
        named = [each for each in _EVIDENCE if job_type in each.job_types]
        return _newest(_JOB, names, named) or (named[0].edition if named else TOP_LEVEL)
    complete = (each.edition for each in _EVIDENCE if names >= each.required)
    return _newest(_JOB, names) or next(complete, TOP_LEVEL)


def _kind_of_job(edition: Edition, payload: dict[Any, Any], names: set[str | None]) -> str:
    is_detailed, kind = bool(names & _HISTORY), _JOB
    if _JOB not in edition.records:
        kind = "completion job"
        if _is_classifier(payload, names):
            is_detailed, kind = is_detailed or "classifier_targets" in names, "classifier job"
    return f"detailed {kind}" if is_detailed else kind


def _is_later_model(payload: dict[Any, Any]) -> bool:
    """Whether the model of a request is neither listed in an earlier edition nor a misspelling of
    one listed."""
    model = payload.get("model")
    if not isinstance(model, str) or model in _EARLIER_MODELS:
        return False
    from difflib import get_close_matches  # slow to import, and rarely needed

    return not get_close_matches(model, _EARLIER_MODELS, n=1, cutoff=0.9)


def _edition_of_jobs(data: object) -> Edition:
    """Returns the newest edition of the jobs in a list; the top-level one if any job has an earlier
    ``job_type``."""
    newest = TOP_LEVEL
    for job in data if isinstance(data, list) else ():
        if isinstance(job, dict):
            edition = _edition_of_job(job, _names(job))
            if edition is TOP_LEVEL and isinstance(_value(job, "job_type"), str):
                return TOP_LEVEL
            newest = max(newest, edition, key=EDITIONS.index)
    return newest


def _is_classifier(payload: dict[Any, Any], names: set[str | None]) -> bool:
    kind = _value(payload, "job_type")
    if isinstance(kind, str):
        return kind == "classifier"
    if "classifier_targets" in names:
        return True
    parameters = payload.get("hyperparameters")
    there = _names(parameters) if isinstance(parameters, dict) else set()
    # A client that writes every field writes ``fim_ratio`` and ``repositories`` for a completion
    # job; a classifier job has neither.
    return there >= _OF_A_CLASSIFIER and not (there & _OF_A_COMPLETION or "repositories" in names)
