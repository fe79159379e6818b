"""What forecasts are held against: the record by windows, baselines, scores and their uncertainty.

Pure functions of arrays and of the committed tables; nothing is simulated here.
"""
