"""How unsure an answer is: over vectors of parameters, over rival structures, and by luck."""
