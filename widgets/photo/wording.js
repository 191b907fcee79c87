import FILE from "./file.json" with { type: "json" };
import SEEN from "./seen.json" with { type: "json" };

/** The sentences that measuring says, as this script has them. What files are compared with is no sentence. */
export const WORDS = {
  file: {
    reasons: FILE.reasons,
    jpeg_only: FILE.jpeg_only,
    not_stated: FILE.not_stated,
    pieces: FILE.pieces,
    no_pieces: FILE.no_pieces,
    dpi_sources: FILE.dpi_sources,
    stated: FILE.stated,
    both_sides: FILE.both_sides,
    no_density: FILE.no_density,
    then: FILE.then,
    and: FILE.and,
  },
  seen: { otherwise: SEEN.otherwise, reasons: SEEN.reasons, unseen: SEEN.unseen },
};
