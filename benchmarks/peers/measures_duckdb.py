"""Ten measures in DuckDB over its own in-memory table; the second argument is the number of threads."""

import sys

import duckdb
from serve import serve

SQL = """
  create or replace table measured as
  select category, brand, sum(revenue) as m0, sum(units) as m1, count(*) as m2, avg(revenue) as m3,
         count(distinct merchant) as m4, min(revenue) as m5, max(revenue) as m6, min(day) as m7, max(day) as m8,
         coalesce(sum(revenue) filter (units >= 6), 0) as m9
  from sales group by category, brand"""


def make(columns):
    connection = duckdb.connect(config={"threads": int(sys.argv[2])})
    connection.register("frame", columns)
    connection.execute("create table sales as select * from frame")
    connection.unregister("frame")

    def work():
        connection.execute(SQL)

    def results(_):
        casts = ", ".join(f"m{at}::double as m{at}" for at in range(10))
        return connection.execute(f"select {casts} from measured order by category, brand").fetchnumpy()

    return work, results


serve(make, duckdb=duckdb.__version__)
