"""What it takes to put zikao on AWS; nothing of it goes into the program."""
