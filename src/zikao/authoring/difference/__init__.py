"""What a change of a rulebook changes: what is written, who gets another verdict, which version follows."""
