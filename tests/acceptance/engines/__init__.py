"""The jobs of a candidate in other browsers than the one that everything else is tried in."""
