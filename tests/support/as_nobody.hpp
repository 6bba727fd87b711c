#pragma once

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

/// Root may write everywhere: such tests run as nobody.
class AsNobody {
public:
    AsNobody() : root_(geteuid() == 0) {
        if (root_ && seteuid(65534) != 0) throw std::runtime_error("cannot become nobody");
    }
    ~AsNobody() {
        if (root_ && seteuid(0) != 0) abort();
    }

private:
    bool root_;
};
