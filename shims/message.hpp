#pragma once

#include <initializer_list>
#include <string_view>

namespace devenv::shim {

// Exit statuses of a shell for a program that could not be run, and for one that is not there.
inline constexpr int cannot_run = 126;
inline constexpr int not_found = 127;

// Writes the parts to stderr in one piece, as far as they fit into 8 KiB.
void write_message(std::initializer_list<std::string_view> parts);

// The same, then ends the program.
[[noreturn]] void fail(int status, std::initializer_list<std::string_view> parts);

// Why a program could not be run, in words.
std::string_view reason_of(int error);

} // namespace devenv::shim
