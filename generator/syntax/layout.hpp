#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/base/source_file.hpp"
#include "generator/syntax/token.hpp"

/// A file as its layout sees it: items, blocks within them, and every comment where it stands. Nothing is
/// lost but white space; nothing is understood but where an item ends.
namespace varve::compiler::layout {

/// A comment on a line of its own.
struct Comment {
    std::string text;  ///< with its slashes
    bool blank_before = false;
};

struct Block;

struct Item {
    std::vector<Comment> above;
    bool blank_before = false;  ///< between it and what stands above
    std::vector<Token> tokens;  ///< each `{` stands for the next of `blocks`
    std::vector<Block> blocks;
    std::string behind;  ///< the comment at its line's end; "" for none
};

struct Block {
    std::vector<Item> items;
    std::vector<Comment> below;  ///< behind the last item
    std::string opening;         ///< the comment on the line of its `{`; "" for none
    bool one_line = true;        ///< stands on one line in the file
};

/// The whole file as a block without braces. The file must parse without errors.
Block read(const SourceSet& sources, std::uint32_t file);

}  // namespace varve::compiler::layout
