"""Block bootstrap with NumPy, the rows resampled for every replicate: the rows of the drawn merchants are gathered (sorted by merchant
before, so that they lie side by side), measured by bincount, scored by min-max and a weighted mean, ranked by argsort; intervals of both
at the end. As many replicates as the second argument says."""

import sys

import numpy as np
from serve import serve

WEIGHTS = np.array([3, 2, 1]) / 6


def make(columns):
    replicates = int(sys.argv[2])
    merchant = columns["merchant"].astype(np.int64)
    order = np.argsort(merchant, kind="stable")
    brand = columns["brand"].astype(np.int64)[order]
    units = columns["units"][order]
    revenue = columns["revenue"][order]
    sizes = np.bincount(merchant)
    starts = np.cumsum(sizes) - sizes
    brands = brand.max() + 1

    def score_of(rows):
        own = brand[rows]
        measures = np.column_stack([
            np.bincount(own, revenue[rows], brands),
            np.bincount(own, units[rows], brands),
            np.bincount(own, minlength=brands),
        ])
        there = measures[:, 2] > 0
        low = measures[there].min(axis=0)
        score = (measures - low) / (measures[there].max(axis=0) - low) * 100 @ WEIGHTS
        score[~there] = np.nan
        return score

    def work():
        draw = np.random.default_rng(1)
        scores = np.empty((replicates, brands))
        ranks = np.empty((replicates, brands))
        for replicate in range(replicates):
            drawn = draw.integers(0, len(sizes), len(sizes))
            length = sizes[drawn]
            rows = np.repeat(starts[drawn] - (np.cumsum(length) - length), length) + np.arange(length.sum())
            scores[replicate] = score_of(rows)
            ranks[replicate, np.argsort(-scores[replicate])] = np.arange(1, brands + 1)
        intervals = np.nanpercentile(scores, [5, 95], axis=0), np.percentile(ranks, [5, 95], axis=0)
        return {"score": score_of(np.arange(len(brand))), "intervals": intervals}

    return work, lambda last: {"score": last["score"]}


serve(make, numpy=np.__version__)
