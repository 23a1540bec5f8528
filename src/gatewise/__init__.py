"""gatewise: why can't this client reach this private API, and what exactly do I change?"""

__version__ = "0.1.0"
