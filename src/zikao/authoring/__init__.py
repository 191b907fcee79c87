"""For those who write rulebooks: begin one, see what a change changes, take over a round, sign off."""
