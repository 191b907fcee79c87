"""自考自查: guides and checks for candidates of the self-taught higher-education exam (自考)."""

__version__ = "0.1.0"
