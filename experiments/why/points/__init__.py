"""Points of what is believed of the parameters: drawn, and lived on common luck."""
