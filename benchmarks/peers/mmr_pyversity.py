"""MMR by pyversity (NumPy, float32), with its defaults: cosine, vectors made unit vectors by it, half relevance, half diversity."""

import sys
from importlib.metadata import version

import numpy as np
from pyversity.strategies.mmr import mmr
from serve import serve

DIMENSIONS = 16
SLOTS = int(sys.argv[2])


def make(columns):
    relevance = columns["relevance"].astype(np.float32)
    vectors = columns["vectors"].astype(np.float32).reshape(-1, DIMENSIONS)
    return lambda: mmr(vectors, relevance, SLOTS), lambda last: {"row": last.indices}


serve(make, numpy=np.__version__, pyversity=version("pyversity"))
