"""The cells of a market study in DuckDB over its own in-memory table: one aggregation; the second argument is the number of threads.

With a third, `buyers`, the orders and customers of each brand in each category are counted as well, in a second one: the report rests on them too.
"""

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

    buyers = """
      create or replace table buyers as
      select category, brand, count(distinct customer) as buyers, count(distinct "order") as orders
      from sales group by all"""
    statements = [sql, buyers] if sys.argv[3:] == ["buyers"] else [sql]

    def work():
        for statement in statements:
            connection.execute(statement)

    def results(_):
        return connection.execute("select sum(value) as value from cells group by category order by category").fetchnumpy()

    return work, results


serve(make, duckdb=duckdb.__version__)
