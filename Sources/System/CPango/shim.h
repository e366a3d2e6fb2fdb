#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <cairo/cairo-pdf.h>

// PANGO_FC_FONT_MAP() is a macro with a cast, which Swift can't call.
static inline void shebao_pango_use_fonts(PangoFontMap *map, FcConfig *fonts) {
    pango_fc_font_map_set_config((PangoFcFontMap *)map, fonts);
}
