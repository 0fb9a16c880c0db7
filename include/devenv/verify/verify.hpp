#pragma once

#include <devenv/base/unique_fd.hpp>
#include <devenv/model/digest.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace devenv {

// Computes a SHA-256 as the bytes come in.
class Hasher
{
public:
    Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    ~Hasher();

    void restart();
    void add(std::span<const std::byte> bytes);
    Digest finish(); // the hasher must be restarted before it is used again

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// A file whose contents have been checked. Only the functions below make one, and unpack() takes
// nothing else: bytes that were not checked cannot be unpacked. It holds the very file that was
// checked open, whatever its name comes to mean.
class VerifiedFile
{
public:
    int fd() const { return m_fd.get(); } // readable, at its beginning
    const std::filesystem::path& path() const { return m_path; }

private:
    friend class VerifyingFile;
    friend VerifiedFile verify_file(const std::filesystem::path& path, const Digest& expected);
    VerifiedFile(UniqueFd fd, std::filesystem::path path)
        : m_fd(std::move(fd)), m_path(std::move(path))
    {}

    UniqueFd m_fd;
    std::filesystem::path m_path;
};

// Checks a file that is there already. Throws an Error (exit 4) if it is not what was expected.
VerifiedFile verify_file(const std::filesystem::path& path, const Digest& expected);

// A file that is hashed while it is written.
class VerifyingFile
{
public:
    // Opens the file, or makes it; what it holds counts as its first part.
    explicit VerifyingFile(std::filesystem::path path);

    std::uint64_t size() const { return m_size; }

    // Drops what is there.
    void restart();
    void write(std::span<const std::byte> bytes);

    // Ends the writing, and throws an Error (exit 4) if the whole is not what was expected. The file
    // is then removed, so that nothing begins with bytes that are wrong.
    VerifiedFile finish(const Digest& expected) &&;

private:
    std::filesystem::path m_path;
    UniqueFd m_fd;
    Hasher m_hasher;
    std::uint64_t m_size = 0;
};

} // namespace devenv
