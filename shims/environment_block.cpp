#include "environment_block.hpp"

#include "message.hpp"

#include <cstdlib>
#include <cstring>

namespace devenv::shim {

namespace {

bool assigns(const char* assignment, std::string_view name)
{
    return assignment[0] == name[0] && std::strncmp(assignment, name.data(), name.size()) == 0
           && assignment[name.size()] == '=';
}

} // namespace

std::string_view find_variable(char* const* environment, std::string_view name)
{
    for (; *environment != nullptr; ++environment) {
        if (assigns(*environment, name)) {
            return *environment + name.size() + 1;
        }
    }
    return {};
}

void* allocate(std::size_t size)
{
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        fail(cannot_run, {"error: not enough memory\n"});
    }
    return memory;
}

EnvironmentBlock::EnvironmentBlock(char* const* environment, std::size_t capacity)
    : m_environment{environment},
      m_changes{static_cast<Change*>(allocate(capacity * sizeof(Change)))},
      m_capacity{capacity}
{}

void EnvironmentBlock::set(char* assignment)
{
    const std::string_view text{assignment};
    change({text.substr(0, text.find('=')), assignment});
}

void EnvironmentBlock::unset(std::string_view name)
{
    change({name, nullptr});
}

void EnvironmentBlock::change(Change change)
{
    if (change.name.empty()) {
        return;
    }
    for (std::size_t i = 0; i < m_size; ++i) {
        if (m_changes[i].name == change.name) {
            m_changes[i] = change;
            return;
        }
    }
    if (m_size == m_capacity) {
        fail(cannot_run, {"error: too many changes of the environment\n"});
    }
    m_changes[m_size++] = change;
}

bool EnvironmentBlock::is_changed(const char* assignment) const
{
    for (std::size_t i = 0; i < m_size; ++i) {
        if (assigns(assignment, m_changes[i].name)) {
            return true;
        }
    }
    return false;
}

char** EnvironmentBlock::finish()
{
    std::size_t count = 0;
    while (m_environment[count] != nullptr) {
        ++count;
    }
    auto** const block = static_cast<char**>(allocate((count + m_size + 1) * sizeof(char*)));
    auto** end = block;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_changed(m_environment[i])) {
            *end++ = m_environment[i];
        }
    }
    for (std::size_t i = 0; i < m_size; ++i) {
        if (m_changes[i].assignment != nullptr) {
            *end++ = m_changes[i].assignment;
        }
    }
    *end = nullptr;
    return block;
}

} // namespace devenv::shim
