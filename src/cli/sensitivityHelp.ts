/** What `brandrank sensitivity --help` says below the options. */
export const SENSITIVITY_HELP = `
bootstrap      draws merchants (or days, or another column) anew and runs the whole model each time: intervals, bands, odds of each grade
choices        draws weights, and methods from a file: ranks over all runs; --sobol says which choice moves them
leave-one-out  ranks without each indicator and index node
stability      how far each weight can move before the first rank, the top, a grade or any rank changes

The same seed gives the same numbers. leave-one-out and stability draw nothing.

choices.json: { "normalize": [{ "method": "min-max", "to": [1, 100] }, { "method": "percentile-rank", "to": [1, 100] }],
                "aggregate": [{ "method": "arithmetic" }, { "method": "geometric" }],
                "weights": { "method": "bounds", "of": [{ "id": "reach", "from": 20, "to": 40 }] } }

With --json the answer is { "ok": true, "question", … } with "units": [{ "unit", "score", "error", "scoreInterval", "rank", "rankInterval", "band",
"grades", "ranked" }] of bootstrap, [{ "unit", "rank", "mean", "median", "interval", "inTop" }] and with --sobol "indices": [{ "choice", "first",
"firstInterval", "total", "totalInterval" }] of choices, "parts" of leave-one-out, "weights" of stability, and { "ok": false, "faults":
[{ "code", "path", "message" }] } when something is wrong; what is missing is null. Exit code 0: done, 1: bad data or model, 2: bad usage.

Examples:
  $ brandrank sensitivity bootstrap --model model.json --sales sales.csv --by merchant --runs 1000 --seed 7
  $ brandrank sensitivity choices --model model.json --sales sales.csv --weights uniform:0.25
  $ brandrank sensitivity choices --model model.json --sales sales.csv --choices choices.json --sobol --runs 500
  $ brandrank sensitivity stability --model model.json --sales sales.csv --top 3 --json | jq .weights`;
