#pragma once

#include <string>

/// Cancels something at its first question, then at its second, and so on until it is done before.
class CancelAt {
public:
    template <class Options>
    Options among(Options options) {
        options.progress_context = this;
        options.cancel = [](void* self) {
            auto& cancel = *static_cast<CancelAt*>(self);
            return ++cancel.asked_ == cancel.at_;
        };
        return options;
    }

    /// False when the attempt, which gives its message, came to its end.
    template <class Attempt>
    bool next(const Attempt& attempt) {
        asked_ = 0;
        ++at_;
        message_ = attempt();
        return asked_ >= at_;
    }

    const std::string& message() const { return message_; }
    int questions() const { return at_ - 1; }

private:
    int at_ = 0;
    int asked_ = 0;
    std::string message_;
};
