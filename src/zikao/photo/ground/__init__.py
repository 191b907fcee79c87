"""What stands behind the person: its colour, how even it is, and what does not belong there."""
