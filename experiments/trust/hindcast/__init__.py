"""The hindcast: what the model would have said of every month since December 2022, lived from what
was known, and how it fares against what happened and against plain forecasters.
"""
