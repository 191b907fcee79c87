#define JVERSION "3.1.2"
#define JCOPYRIGHT1 ""
#define JCOPYRIGHT2 ""
#define JCOPYRIGHT_SHORT ""
