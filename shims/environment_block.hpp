#pragma once

#include <cstddef>
#include <string_view>

namespace devenv::shim {

// The value of `name` in a list of "NAME=value", or a view without data where there is none.
std::string_view find_variable(char* const* environment, std::string_view name);

// Memory that is never given back: the program is about to be replaced. Ends the program where
// there is none left.
void* allocate(std::size_t size);

// The environment of the program to be run: that of this program with a few changes.
class EnvironmentBlock
{
public:
    // At most `capacity` variables can be changed.
    EnvironmentBlock(char* const* environment, std::size_t capacity);

    // `assignment` is "NAME=value" and has to live as long as the block. Later changes of the same
    // variable win.
    void set(char* assignment);
    void unset(std::string_view name);

    // What execve() takes.
    char** finish();

private:
    struct Change
    {
        std::string_view name;
        char* assignment; // null: to be removed
    };

    void change(Change change);
    bool is_changed(const char* assignment) const;

    char* const* m_environment;
    Change* m_changes;
    std::size_t m_capacity;
    std::size_t m_size = 0;
};

} // namespace devenv::shim
