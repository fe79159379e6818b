"""What is asked: a command line becomes a study and its treatments."""
