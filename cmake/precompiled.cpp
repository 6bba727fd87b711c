// CMake makes precompiled headers beside a source.
