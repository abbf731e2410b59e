"""``python -m jobmodels``: the same command as the console script ``jobmodels``."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
