"""AWS Lambda handlers, one a file: event in, engine, flat answer out."""

import gc

from aicc.settings import one_blas_thread

gc.disable()  # nothing of a start is garbage; `lambdas.start` turns it on again
one_blas_thread()
