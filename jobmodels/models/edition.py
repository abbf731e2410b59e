"""The edition of these modules. Importing this module imports all of them."""

from __future__ import annotations

from . import batch, enums, request, response

DATE = "2024-11-07"
MODULES = (enums, request, response, batch)
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
