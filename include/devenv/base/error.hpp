#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// The exit status of the program; the numbers are part of its contract with scripts.
enum class ExitCode {
    Success = 0,
    Failure = 1,
    Usage = 2,        // wrong usage, or a manifest, lock or plugin that cannot be read
    NotInstalled = 3, // the lock is missing or stale, or a tool is not installed
    Integrity = 4,    // a checksum or an archive that must not be trusted
    Network = 5,      // the network or the upstream failed after retries
    NotTrusted = 6,
    CannotExecute = 126,
    NotFound = 127,
};

// A place in a text file; line and column count from 1. Line 0 means the file as a whole.
struct SourceLocation
{
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    bool operator==(const SourceLocation&) const = default;
};

// Everything the user is told about one failure, as data. render() turns it into text.
struct Diagnostic
{
    std::string message;
    std::vector<std::string> causes; // why, outermost first
    std::vector<std::string> hints;  // what the user can do next
    std::optional<SourceLocation> location;
    ExitCode exit_code = ExitCode::Failure;
};

// The only exception type that devenv throws. Details are added as it is thrown:
//
//     throw Error{"unknown tool `nod`"}.at(location).hint("did you mean `node`?");
class Error : public std::exception
{
public:
    explicit Error(std::string message) { m_diagnostic.message = std::move(message); }

    Error& at(SourceLocation location);
    Error& because(std::string cause);
    Error& hint(std::string hint);
    Error& exit_with(ExitCode code);

    // Makes `message` what failed, and what it was before the first cause.
    Error& in_context(std::string message);

    const Diagnostic& diagnostic() const { return m_diagnostic; }
    const char* what() const noexcept override { return m_diagnostic.message.c_str(); }

private:
    Diagnostic m_diagnostic;
};

// An Error for a system call that failed: "cannot <action> `<path>`", with the words of `number`
// (an errno value) as its cause.
Error system_error(std::string_view action, std::string_view path, int number);

enum class Colour { Off, On };

// The text of a failure as a person reads it. `source` is the text of the file that the location
// names, if it is at hand: the line is then shown with a mark below the column.
std::string render(const Diagnostic& diagnostic,
                   std::optional<std::string_view> source,
                   Colour colour);

} // namespace devenv
