"""A client for fine-tuning jobs that does no I/O: it creates requests and reads responses.

``Client`` has a method for each operation. ``run`` performs an operation with a function that sends
a request. The classes of the records are in ``models``.
"""

import jobmodels as models

from .answers import BadJob, ErrorDetail, JobList
from .client import Client, Pause, Request, Response, Steps, run
from .errors import AnswerError, ApiError, NotDoneError

__all__ = [
    "AnswerError",
    "ApiError",
    "BadJob",
    "Client",
    "ErrorDetail",
    "JobList",
    "NotDoneError",
    "Pause",
    "Request",
    "Response",
    "Steps",
    "models",
    "run",
]
