"""Why it went so: worlds told as stories."""
