"""Shows the results of a run: in a terminal, as RESULTS.md and as a chart."""
