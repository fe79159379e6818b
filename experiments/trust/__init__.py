"""Trust: where numbers come from, what was learned from the record, how forecasts did."""
