"""Score with NumPy, the fastest formulations found: sort rows by category once (16-bit codes: a radix sort), one reduceat a bound;
ranks by sorting all scores (SIMD), then stably by category. Two ways, told by the second argument:
fused: min-max and weight are one factor and one offset a category and indicator; only scores and ranks come out.
stages: the normalized column of every indicator is made and kept in the order of the rows, as brandrank does.
matrix: units by indicators in one matrix, the way such scores are usually vectorized: rows sorted by category, reduceat over the
rows, bounds spread by fancy indexing, one product with the weights, lexsort for ranks; normalized values are kept."""

import sys

import numpy as np
from serve import serve


def make(columns):
    if sys.argv[2] == "matrix":
        return make_matrix(columns)
    category = columns["category"]
    values = [columns[name] for name in sorted(columns) if name.startswith("v")]
    weights = np.arange(1, len(values) + 1, dtype=np.float64)
    weights /= weights.sum()
    total = {"fused": fused, "stages": stages}[sys.argv[2]]

    def work():
        small = category.astype(np.uint16)
        order = np.argsort(small, kind="stable")
        count = np.bincount(small)
        starts = np.cumsum(count) - count
        score, kept = total(values, weights, order, starts, count)
        by_score = np.argsort(-score)
        group = np.repeat(np.arange(len(count), dtype=np.uint16), count)
        best_first = by_score[np.argsort(group[by_score], kind="stable")]
        rank = np.empty(len(order))
        rank[order[best_first]] = np.arange(1, len(order) + 1) - np.repeat(starts, count)
        return {"score": unsorted(score, order), "rank": rank}, kept

    return work, lambda last: last[0]


def make_matrix(columns):
    category = columns["category"].astype(np.int64)
    matrix = np.column_stack([columns[name] for name in sorted(columns) if name.startswith("v")])
    weights = np.arange(1, matrix.shape[1] + 1, dtype=np.float64)
    weights /= weights.sum()

    def work():
        order = np.argsort(category, kind="stable")
        sorted_category = category[order]
        starts = np.flatnonzero(np.r_[True, sorted_category[1:] != sorted_category[:-1]])
        group = np.cumsum(np.r_[False, sorted_category[1:] != sorted_category[:-1]])
        rows = matrix[order]
        low = np.minimum.reduceat(rows, starts, axis=0)
        span = np.maximum.reduceat(rows, starts, axis=0) - low
        normalized = (rows - low[group]) / span[group] * 100
        score = normalized @ weights
        best_first = np.lexsort((-score, group))
        rank = np.empty(len(order))
        rank[order[best_first]] = np.arange(1, len(order) + 1) - starts[group]
        return {"score": unsorted(score, order), "rank": rank}, normalized

    return work, lambda last: last[0]


def fused(values, weights, order, starts, count):
    score = np.zeros(len(order))
    base = np.zeros(len(count))
    for weight, column in zip(weights, values):
        grouped = column[order]
        low = np.minimum.reduceat(grouped, starts)
        factor = 100 * weight / (np.maximum.reduceat(grouped, starts) - low)
        base += low * factor
        grouped *= np.repeat(factor, count)
        score += grouped
    score -= np.repeat(base, count)
    return score, None


def stages(values, weights, order, starts, count):
    score = np.zeros(len(order))
    kept = []
    for weight, column in zip(weights, values):
        grouped = column[order]
        low = np.minimum.reduceat(grouped, starts)
        span = np.maximum.reduceat(grouped, starts) - low
        grouped -= np.repeat(low, count)
        grouped /= np.repeat(span, count)
        grouped *= 100
        score += weight * grouped
        kept.append(unsorted(grouped, order))
    return score, kept


def unsorted(grouped, order):
    values = np.empty(len(order))
    values[order] = grouped
    return values


serve(make, numpy=np.__version__)
