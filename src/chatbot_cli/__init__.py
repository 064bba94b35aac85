"""The `aicc` command, one file a subcommand."""

from aicc.settings import one_blas_thread

one_blas_thread()
