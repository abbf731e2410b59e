"""How a run is shown: in a terminal, as RESULTS.md, as a chart. Nothing here measures."""
