"""What is believed of every parameter before any record of what happened is used."""
