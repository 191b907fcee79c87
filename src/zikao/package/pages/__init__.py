"""What the pages of pictures and PDFs show: files that hold pages, their pixels, what is noted of each."""
