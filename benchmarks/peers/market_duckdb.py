"""The cells of a market study in DuckDB over its own in-memory table: one aggregation; the second argument is the number of threads."""

import sys

import duckdb
from serve import serve

KEYS = ["category", "brand", "merchant", "channel", "price_band"]


def make(columns):
    connection = duckdb.connect(config={"threads": int(sys.argv[2])})
    connection.register("frame", columns)
    connection.execute("create table sales as select * from frame")
    connection.unregister("frame")
    there = [row[0] for row in connection.execute("describe sales").fetchall()]
    keys = ", ".join(key for key in KEYS if key in there)
    sql = f"""
      create or replace table cells as
      select {keys}, date_trunc('month', date '1970-01-01' + day) as month,
             sum(revenue) as value, sum(units) as quantity, count(*) as rows
      from sales group by all"""

    def work():
        connection.execute(sql)

    def results(_):
        return connection.execute("select sum(value) as value from cells group by category order by category").fetchnumpy()

    return work, results


serve(make, duckdb=duckdb.__version__)
