"""Tests of the uses of the model, as a user meets them: commands, messages and the files
they leave behind.
"""
