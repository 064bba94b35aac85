"""AWS Lambda handlers, one a file: event in, engine, flat answer out."""

from aicc.settings import one_blas_thread

one_blas_thread()
