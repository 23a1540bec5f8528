"""The one account of the lab; here so that a test need not import moto to name it."""

ACCOUNT = "123456789012"
"""moto's own account."""
