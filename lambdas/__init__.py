"""AWS Lambda handlers, one a file: event in, engine, flat answer out."""

import gc
import sys

from aicc.settings import one_blas_thread

gc.disable()  # nothing of a start is garbage; `lambdas.start` turns it on again
one_blas_thread()
if not sys.modules.keys() & {"rich", "structlog"}:
    # structlog looks for rich, to print tracebacks in colour: a tenth of the start for nothing
    sys.modules["rich"] = None  # type: ignore[assignment] # how an import is made to fail
    import structlog  # noqa: F401 - it remembers that there is none

    del sys.modules["rich"]
