#pragma once

#include <filesystem>
#include <set>
#include <string>

/// The names in a directory that hold `part`, sorted, joined by a space.
inline std::string names_with(const std::filesystem::path& directory, const std::string& part) {
    std::set<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator(directory))
        if (each.path().filename().string().find(part) != std::string::npos)
            names.insert(each.path().filename().string());
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " ") + name;
    return text;
}
