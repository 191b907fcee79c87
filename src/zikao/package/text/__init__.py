"""Reading the text of a page with PP-OCRv6 tiny on onnxruntime; no OpenCV."""
