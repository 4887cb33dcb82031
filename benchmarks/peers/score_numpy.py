"""Score with NumPy, the fastest formulation found: sort rows by category once (16-bit codes: a radix sort), then one reduceat a
bound and one fused product an indicator; ranks by sorting all scores (SIMD) and then stably by category."""

import sys

import numpy as np
from serve import serve

WEIGHTS = np.arange(1, 21, dtype=np.float64)
WEIGHTS /= WEIGHTS.sum()


def make(columns):
    category = columns["category"]
    values = [columns[name] for name in sorted(columns) if name.startswith("v")]

    def work():
        small = category.astype(np.uint16)
        order = np.argsort(small, kind="stable")
        count = np.bincount(small)
        starts = np.cumsum(count) - count
        score = np.zeros(len(order))
        base = np.zeros(len(count))
        for weight, column in zip(WEIGHTS, values):
            grouped = column[order]
            low = np.minimum.reduceat(grouped, starts)
            factor = 100 * weight / (np.maximum.reduceat(grouped, starts) - low)
            base += low * factor
            grouped *= np.repeat(factor, count)
            score += grouped
        score -= np.repeat(base, count)
        by_score = np.argsort(-score)
        group = np.repeat(np.arange(len(count), dtype=np.uint16), count)
        best_first = by_score[np.argsort(group[by_score], kind="stable")]
        rank = np.empty(len(order))
        rank[order[best_first]] = np.arange(1, len(order) + 1) - np.repeat(starts, count)
        unsorted = np.empty(len(order))
        unsorted[order] = score
        return {"score": unsorted, "rank": rank}

    return work, lambda last: last


serve(make, numpy=np.__version__)
