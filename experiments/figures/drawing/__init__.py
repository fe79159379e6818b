"""How it is drawn: the sheet, the marks, the panels and rows, and the tables they are read from."""
