/** What `brandrank explain --help` says below the options. */
export const EXPLAIN_HELP = `
Points add up to the score: weight times normalized value, or, under an index that does not add up its parts, what the mean peer would have
and what each part adds to that (Shapley values). "Against peers" is how far they stand above or below what the means of the peers would give.
Under an index that does not add up its parts and has more than 12 of them in a node, points are estimated from orders that --seed gives, and
come with their standard error.
--reach tells the least change of each indicator by itself, and of all that may be changed at once by the same effort, with the peers held
still; an effort is a deviation of the peers' values, times what --change says that one costs.
With --json the answer is { "ok": true, "units": [{ "unit", "score", "rank", "grade", "eligible", "coverage", "baseline", "contributions",
"nodes", "method", "addsUp", "standing", "strengths", "weaknesses", "nearest", "nextGrade", "nextRank" }] }, with "holding" where the model
holds grades or has a list; with --against { "ok": true, "differences": [{ "unit", "other", "scores", "difference", "indicators", "nodes",
"method" }] }; with --since { "ok": true, "changes": [{ "unit", "change": { "scores", "change", "data", "peers", "weights", "methods",
"values" }, "model": where models differ }] }; with --reach { "ok": true, "reach": [{ "unit", "score", "aim", "isReached", "alone",
"together" }] }; and { "ok": false, "faults": [{ "code", "path", "message" }] } when something is wrong; what is missing is null.

Examples:
  $ brandrank explain --release release-09 --unit "Ada"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --json
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --against "Bo"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --since release-08
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --reach grade:A --change revenue stores:3`;
