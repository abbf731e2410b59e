"""The schemas, edition 2024-11-07: what a newcomer reads first.

One class per schema of the API's published OpenAPI document of that date, one line per field.
Types, ranges, defaults and nullability are those of the document; what a docstring says of records
was seen in records that servers sent. The classes hold no conversion code.
"""

from __future__ import annotations

from . import enums, request, response

__all__ = ["ENUMS", "MODELS", "UNIONS"]

MODELS = (
    request.JobIn,
    request.TrainingFile,
    request.TrainingParametersIn,
    request.WandbIntegration,
    request.GithubRepositoryIn,
    response.JobOut,
    response.DetailedJobOut,
    response.JobsOut,
    response.LegacyJobMetadataOut,
    response.TrainingParameters,
    response.WandbIntegrationOut,
    response.GithubRepositoryOut,
    response.JobMetadataOut,
    response.EventOut,
    response.CheckpointOut,
    response.MetricOut,
)
"""Every model class."""

ENUMS = (enums.Status, enums.FineTuneableModel, enums.ObjectT)
"""Every enum."""

UNIONS = (
    request.JobInIntegrations,
    request.JobInRepositories,
    response.Integrations,
    response.Repositories,
    response.CreateJobResponse,
)
"""Every union that has a name."""
