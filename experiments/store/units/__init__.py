"""Units: what a study lives and stores together, a treatment or a stripe of many."""
