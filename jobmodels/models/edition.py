"""The edition of these modules, and the classes of its records."""

from __future__ import annotations

from . import batch, request, response

DATE = "2024-11-07"
RECORDS = {
    "job request": request.JobIn,
    "job": response.JobOut,
    "detailed job": response.DetailedJobOut,
    "list": response.JobsOut,
    "dry-run metadata": response.LegacyJobMetadataOut,
    "batch job request": batch.BatchJobIn,
    "batch job": batch.BatchJobOut,
    "batch list": batch.BatchJobsOut,
}
