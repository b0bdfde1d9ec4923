"""Answers leave small: pages, JSON, tables and feeds, in what the browser likes best."""

from flask import Flask
from flask_compress import Compress

ALGORITHMS = ["zstd", "br", "gzip"]
TYPES = [
    *("text/html", "text/css", "text/plain", "text/csv", "text/xml", "text/javascript"),
    *("application/json", "application/problem+json", "application/x-ndjson"),
    *("application/xml", "application/atom+xml", "application/opensearchdescription+xml"),
    "image/svg+xml",
]
"""What shrinks; images and workbooks are small already."""


def compress(app: Flask) -> None:
    """Have the application compress what it answers, streams too."""
    app.config.update(
        COMPRESS_ALGORITHM=ALGORITHMS,
        COMPRESS_ALGORITHM_STREAMING=ALGORITHMS,
        COMPRESS_MIMETYPES=TYPES,
    )
    Compress(app)
