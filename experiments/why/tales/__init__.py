"""One world told as a history: lived again, folded, and said in words or drawn."""
