"""Score in DuckDB over its own in-memory table; the second argument is the number of threads, the third what is kept:
stages: a table with the normalized column of every indicator, the score and the rank, as brandrank keeps them.
scores: a table of scores and ranks alone."""

import sys

import duckdb
import numpy as np
from serve import serve


def make(columns):
    names = [name for name in sorted(columns) if name.startswith("v")]
    connection = duckdb.connect(config={"threads": int(sys.argv[2])})
    frame = {"unit": np.arange(len(columns["category"]), dtype=np.uint32), **columns}
    connection.register("frame", frame)
    connection.execute("create table units as select * from frame")
    connection.unregister("frame")
    total = sum(range(1, len(names) + 1))
    ends = ", ".join(f"min({name}) as low_{name}, max({name}) - min({name}) as range_{name}" for name in names)
    place = {name: f"100 * (({name} - low_{name}) / range_{name})" for name in names}
    keeps_stages = sys.argv[3] == "stages"
    kept = "".join(f", {place[name]} as n_{name}" for name in names) if keeps_stages else ""
    parts = " + ".join(
        f"{(at + 1) / total!r} * {'n_' + name if keeps_stages else place[name]}" for at, name in enumerate(names)
    )
    listed = "".join(f", n_{name}" for name in names) if keeps_stages else ""
    sql = f"""
      create or replace table rated as
      with ends as (select category, {ends} from units group by category),
           scored as (select unit, category{kept}, {parts} as score from units join ends using (category))
      select unit{listed}, score, rank() over (partition by category order by score desc) as rank from scored"""

    def work():
        connection.execute(sql)

    def results(_):
        return connection.execute("select score, rank::double as rank from rated order by unit").fetchnumpy()

    return work, results


serve(make, duckdb=duckdb.__version__)
