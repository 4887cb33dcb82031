"""One method of pymcdm on a matrix, units by criteria: whole, or looped over groups of rows. The groups are found by one stable sort of
16-bit codes, which is part of the work, as finding one's group is part of ours; the last argument says what part of the groups is taken."""

import sys
from importlib.metadata import version

import numpy as np
from pymcdm.helpers import normalize_matrix
from pymcdm.methods import TOPSIS
from pymcdm.normalizations import minmax_normalization
from pymcdm.weights import critic_weights, entropy_weights
from serve import serve


def make(columns):
    method, by, parts = sys.argv[2], sys.argv[3], int(sys.argv[4])
    category = columns["category"].astype(np.uint16)
    matrix = np.column_stack([columns[name] for name in sorted(columns) if name.startswith("v")])
    count = (int(category.max()) + 1) // parts
    if parts > 1:
        matrix, category = matrix[category < count], category[category < count]
    types = np.ones(matrix.shape[1])
    equal = types / len(types)
    rank = TOPSIS()
    one = {
        "min-max": lambda rows: normalize_matrix(rows, minmax_normalization, types),
        "entropy": entropy_weights,
        "critic": critic_weights,
        "topsis": lambda rows: rank(rows, equal, types),
    }[method]
    is_weights = method in ("entropy", "critic")

    def whole():
        made = one(matrix)
        return made[None] if is_weights else made

    def looped():
        order = np.argsort(category, kind="stable")
        rows = matrix[order]
        ends = np.cumsum(np.bincount(category, minlength=count))
        starts = np.concatenate([[0], ends[:-1]])
        made = [one(rows[start:end]) for start, end in zip(starts, ends)]
        if is_weights:
            return np.array(made)
        grouped = np.concatenate(made)
        values = np.empty_like(grouped)
        values[order] = grouped
        return values

    def results(last):
        table = last if last.ndim == 2 else last[:, None]
        return {f"r{at:02}": table[:, at] for at in range(table.shape[1])}

    return (whole if by == "whole" else looped), results


serve(make, numpy=np.__version__, pymcdm=version("pymcdm"))
