"""Ten measures in Polars, lazy, with its own number of threads."""

import polars as pl
from serve import serve


def make(columns):
    sales = pl.DataFrame(columns)
    query = (
        sales.lazy()
        .group_by("category", "brand")
        .agg(
            m0=pl.col("revenue").sum(),
            m1=pl.col("units").sum(),
            m2=pl.len(),
            m3=pl.col("revenue").mean(),
            m4=pl.col("merchant").n_unique(),
            m5=pl.col("revenue").min(),
            m6=pl.col("revenue").max(),
            m7=pl.col("day").min(),
            m8=pl.col("day").max(),
            m9=pl.col("revenue").filter(pl.col("units") >= 6).sum(),
        )
    )

    def results(measured):
        measured = measured.sort("category", "brand")
        return {f"m{at}": measured[f"m{at}"].to_numpy() for at in range(10)}

    return query.collect, results


serve(make, polars=pl.__version__)
