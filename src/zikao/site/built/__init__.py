"""What is done to a built site: its search, its policy, its other script, its life without a network."""
