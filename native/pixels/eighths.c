/* At which scale a JPEG is decoded. Pillow's own code asks for a half, a quarter or an eighth; libjpeg has all eighths, and the
   server takes of a page what is large enough. */

#include <stdio.h>
#include "jpeglib.h"

boolean plain_jpeg_start_decompress(j_decompress_ptr);

/* Of either side, 1 to 8. */
int eighths = 8;

boolean jpeg_start_decompress(j_decompress_ptr info) {
    info->scale_num = eighths;
    info->scale_denom = 8;
    return plain_jpeg_start_decompress(info);
}
