"""The schemas, edition 2024-11-07: what a newcomer reads first.

One class per schema of the API's published OpenAPI document of that date, one line per field.
Types, ranges, defaults and nullability are those of the document; what a docstring says of records
was seen in records that servers sent. The classes hold no conversion code.
"""
