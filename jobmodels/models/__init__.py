"""The schemas, edition 2024-11-07. Start reading the package here.

One class per schema of the API's published OpenAPI document of that date, one line per field.
Types, ranges, defaults and nullability are those of the document; statements about records are
based on records that servers sent. The classes contain no conversion code.
"""
