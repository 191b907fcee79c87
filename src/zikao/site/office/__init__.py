"""What makes a site an exam office's own: its folder, its name, its colours, its people."""
