"""What was seen: put into words or taken from the record, and what it implies."""
