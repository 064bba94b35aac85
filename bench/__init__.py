"""Measurements that anyone can run: `make bench`, or one of them with `python -m bench.turns`."""

from aicc.settings import one_blas_thread

one_blas_thread()
