/** What `brandrank calibrate --help` says below the options. */
export const CALIBRATE_HELP = `
At every cut date the units are rated from the rows up to it alone. The weights are fitted to the cut dates whose outcomes were complete
by then, and judged by what came out after it, beside the granted weights, equal weights, the order by sales, and the order by the
score at the cut date before. Weights stay at least 0, inside of the bounds, and those of each index sum to 1. A model is only worth
changing when the interval of the gain lies above 0; otherwise the answer is to keep the granted weights.

Outcomes from a file stand beside the key columns of the units in a column outcome, or as choices in better_brand and worse_brand (so
for every unit column); a column date names the cut date whose ratings they follow.

Of two outcomes the greater is better. A squared error compares the outcome with the score itself, so that it should be on the scale of the
score; all other objectives ask for the order, or for a line, only.

Bounds are shares of their own index: { "weights": [{ "of": "revenue", "atLeast": 0.2, "atMost": 0.6 }],
"relations": [{ "of": "revenue", "atLeast": 2, "times": "reach" }] } says that revenue weighs at least twice as much as reach.

With --json the answer is { "ok": true, "weights": [{ "index", "part", "granted", "fitted", "change" }], "backtest": { "cuts", "means",
"gains" }, "isDistinguishable", "recommendation", "reason", "model", … } and { "ok": false, "faults": [{ "code", "path", "message" }] }
when something is wrong. Exit code 0: done, 1: bad data or model, 2: bad usage.

Examples:
  $ brandrank calibrate --model model.json --sales sales.csv --outcome "sum(revenue)" --cuts 6 --days 28 --out fitted.json
  $ brandrank calibrate --model model.json --sales sales.csv --outcome "sum(revenue)" --cuts 2018-03-31,2018-06-30 --objective kendall --bounds bounds.json
  $ brandrank calibrate --model model.json --sales sales.csv --outcome campaign.csv --objective spearman --json
  $ brandrank calibrate --model model.json --metrics metrics.csv --outcome expert-choices.csv --objective pairwise-logistic`;
