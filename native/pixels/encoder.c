/* Which parts of libjpeg make a file: what its own jcinit.c chooses for 8 bits, Huffman's code and one scan, so that none of the
   others is linked. */

#define JPEG_INTERNALS
#include "jinclude.h"
#include "jpeglib.h"

GLOBAL(void) jinit_compress_master(j_compress_ptr cinfo) {
    if (cinfo->data_precision != 8 || cinfo->arith_code || cinfo->progressive_mode || cinfo->master->lossless)
        ERREXIT(cinfo, JERR_NOT_COMPILED);
    jinit_c_master_control(cinfo, FALSE);
    jinit_color_converter(cinfo);
    jinit_downsampler(cinfo);
    jinit_c_prep_controller(cinfo, FALSE);
    jinit_forward_dct(cinfo);
    jinit_huff_encoder(cinfo);
    jinit_c_coef_controller(cinfo, (boolean)(cinfo->num_scans > 1 || cinfo->optimize_coding));
    jinit_c_main_controller(cinfo, FALSE);
    jinit_marker_writer(cinfo);
    (*cinfo->mem->realize_virt_arrays) ((j_common_ptr)cinfo);
    (*cinfo->marker->write_file_header) (cinfo);
}
