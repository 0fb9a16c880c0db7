#pragma once

#include <climits>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace devenv::shim {

// A path under construction, on the stack. What does not fit is not appended: then fits() is false,
// and c_str() is a path that does not exist anywhere.
class PathBuffer
{
public:
    PathBuffer() { clear(); }
    explicit PathBuffer(std::string_view text)
    {
        clear();
        append(text);
    }

    void clear()
    {
        m_size = 0;
        m_fits = true;
        m_text[0] = '\0';
    }

    PathBuffer& append(std::string_view text)
    {
        if (!m_fits || text.size() >= sizeof m_text - m_size) {
            clear();
            m_fits = false;
            return *this;
        }
        std::memcpy(m_text + m_size, text.data(), text.size());
        m_size += text.size();
        m_text[m_size] = '\0';
        return *this;
    }

    // Appends `name`, behind a "/" unless there is nothing or already one.
    PathBuffer& append_name(std::string_view name)
    {
        if (m_size != 0 && m_text[m_size - 1] != '/') {
            append("/");
        }
        return append(name);
    }

    bool fits() const { return m_fits; }
    const char* c_str() const { return m_text; }
    std::string_view view() const { return {m_text, m_size}; }

    // For system calls that fill a buffer: as much as `capacity` bytes, then set_size().
    char* data() { return m_text; }
    static constexpr std::size_t capacity = PATH_MAX;

    void set_size(std::size_t size)
    {
        m_size = size;
        m_text[m_size] = '\0';
    }

private:
    char m_text[capacity]; // not cleared: most of it is never touched
    std::size_t m_size;
    bool m_fits;
};

// The folder of `path`: "/" for what lies in "/", nothing for a name alone.
constexpr std::string_view parent_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        return {};
    }
    return path.substr(0, slash == 0 ? 1 : slash);
}

constexpr std::string_view name_of(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

} // namespace devenv::shim
