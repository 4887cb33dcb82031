"""Monte Carlo with NumPy, vectorized, one thread: min-max, all scores as one product, places by argsort along the units, in blocks of
weight vectors (whole matrices at once were slower and took 400 MB); then mean and percentiles of each unit's ranks."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
from serve import serve

BLOCK = 50


def make(columns):
    values = np.column_stack([columns[name] for name in sorted(columns) if name.startswith("v")])
    units, indicators = values.shape
    weights = columns["weights"].reshape(-1, indicators)

    def work():
        low = values.min(axis=0)
        normalized = (values - low) / (values.max(axis=0) - low) * 100
        ranks = np.empty((len(weights), units), dtype=np.uint16)
        place = np.arange(1, units + 1, dtype=np.uint16)
        for start in range(0, len(weights), BLOCK):
            scores = weights[start : start + BLOCK] @ normalized.T
            order = np.argsort(-scores, axis=1)
            np.put_along_axis(ranks[start : start + BLOCK], order, place[None, :], axis=1)
        by_unit = np.ascontiguousarray(ranks.T)
        low_q, median, high_q = np.percentile(by_unit, [5, 50, 95], axis=1)
        return {"mean": by_unit.mean(axis=1), "median": median, "low": low_q, "high": high_q}

    return work, lambda last: last


serve(make, numpy=np.__version__)
