#include <cstdio>

extern "C" long plugin_count(const char* path);

int main(int, char** argv) {
    std::printf("%ld\n", plugin_count(argv[1]));
    std::printf("%ld\n", plugin_count("/nowhere/at/all.db"));
}
