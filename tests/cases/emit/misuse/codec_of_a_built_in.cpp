// error: (what varve stores itself takes no `as`)
#define UID_TYPE using Uid = varve::Blob;
#define UID_CODEC
#include <unsound/schema.cpp>
