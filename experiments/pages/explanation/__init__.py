"""The explanation: why so rarely, what would make entry likely, what to watch; in one folder and on
one page.
"""
