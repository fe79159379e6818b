"""Charts of the report, as Vega-Lite: one file a kind, each from rows that were found before."""
