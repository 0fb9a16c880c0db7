#include "message.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace devenv::shim {

void write_message(std::initializer_list<std::string_view> parts)
{
    char text[8192];
    std::size_t size = 0;
    for (const auto part : parts) {
        const auto fitting = std::min(part.size(), sizeof text - size);
        std::memcpy(text + size, part.data(), fitting);
        size += fitting;
    }
    if (write(STDERR_FILENO, text, size) < 0) {
        return; // stderr is closed: the exit status has to say it
    }
}

void fail(int status, std::initializer_list<std::string_view> parts)
{
    write_message(parts);
    _exit(status);
}

std::string_view reason_of(int error)
{
    switch (error) {
    case ENOENT:
        return "the file, or the interpreter that its first line names, does not exist";
    case ENOTDIR:
        return "a part of its path is not a folder";
    case EACCES:
    case EPERM:
        return "permission denied";
    case E2BIG:
        return "the arguments and the environment are too long for one program";
    case ENOEXEC:
        return "it is not a program for this machine";
    case ELOOP:
        return "its symbolic links lead in a circle";
    case ENOMEM:
        return "not enough memory";
    case ETXTBSY:
        return "it is being written to";
    default:
        return "the system refuses to";
    }
}

} // namespace devenv::shim
