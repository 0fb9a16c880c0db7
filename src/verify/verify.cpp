#include <devenv/verify/verify.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>
#include <devenv/base/text.hpp>

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace devenv {

namespace fs = std::filesystem;

struct Hasher::State
{
    std::unique_ptr<EVP_MD_CTX, decltype(&::EVP_MD_CTX_free)> context{::EVP_MD_CTX_new(),
                                                                       &::EVP_MD_CTX_free};
};

namespace {

void require(int result)
{
    if (result != 1) {
        throw Error{"cannot compute a checksum"}.because("the cryptographic library refused");
    }
}

// The beginning of a file tells what it is when it is not what it should be.
std::string head_of(int fd)
{
    std::array<char, 256> head{};
    const auto count = ::pread(fd, head.data(), head.size(), 0);
    return {head.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

Error mismatch(const fs::path& path, int fd, const Digest& expected, const Digest& found)
{
    Error error{"`" + path.filename().native() + "` is not the file that was locked"};
    error.because("expected sha256 " + expected.hex())
        .because("found    sha256 " + found.hex())
        .exit_with(ExitCode::Integrity);
    if (is_web_page(head_of(fd))) {
        error.because("it is a web page: a login page of the network, or a proxy's message")
            .hint("open any page in a browser to log in to the network, then try again");
    }
    return error;
}

void hash_rest(int fd, Hasher& hasher, const fs::path& path, std::uint64_t& size)
{
    std::vector<std::byte> buffer(256 * 1024);
    while (true) {
        const auto count = ::read(fd, buffer.data(), buffer.size());
        if (count == 0) {
            return;
        }
        if (count > 0) {
            const auto length = static_cast<std::size_t>(count);
            hasher.add({buffer.data(), length});
            size += length;
        } else if (errno != EINTR) {
            throw system_error("read", path.native(), errno);
        }
    }
}

void rewind(int fd, const fs::path& path)
{
    if (::lseek(fd, 0, SEEK_SET) != 0) {
        throw system_error("read", path.native(), errno);
    }
}

} // namespace

Hasher::Hasher() : m_state(std::make_unique<State>())
{
    restart();
}

Hasher::~Hasher() = default;

void Hasher::restart()
{
    require(::EVP_DigestInit_ex(m_state->context.get(), ::EVP_sha256(), nullptr));
}

void Hasher::add(std::span<const std::byte> bytes)
{
    require(::EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()));
}

Digest Hasher::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned length = 0;
    require(::EVP_DigestFinal_ex(m_state->context.get(), raw.data(), &length));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += digits[raw.at(i) >> 4U];
        hex += digits[raw.at(i) & 15U];
    }
    return parse_digest(hex).value();
}

VerifiedFile verify_file(const fs::path& path, const Digest& expected)
{
    auto fd = open_file(path, O_RDONLY, "read");
    Hasher hasher;
    std::uint64_t size = 0;
    hash_rest(fd.get(), hasher, path, size);
    if (const auto found = hasher.finish(); found != expected) {
        throw mismatch(path, fd.get(), expected, found);
    }
    rewind(fd.get(), path);
    return {std::move(fd), path};
}

VerifyingFile::VerifyingFile(fs::path path)
    : m_path(std::move(path)), m_fd(open_file(m_path, O_RDWR | O_CREAT, "write", 0644))
{
    hash_rest(m_fd.get(), m_hasher, m_path, m_size);
}

void VerifyingFile::restart()
{
    rewind(m_fd.get(), m_path);
    if (::ftruncate(m_fd.get(), 0) != 0) {
        throw system_error("write", m_path.native(), errno);
    }
    m_hasher.restart();
    m_size = 0;
}

void VerifyingFile::write(std::span<const std::byte> bytes)
{
    write_all(m_fd.get(), bytes, m_path);
    m_hasher.add(bytes);
    m_size += bytes.size();
}

VerifiedFile VerifyingFile::finish(const Digest& expected) &&
{
    if (const auto found = m_hasher.finish(); found != expected) {
        auto error = mismatch(m_path, m_fd.get(), expected, found);
        ::unlink(m_path.c_str());
        throw error;
    }
    rewind(m_fd.get(), m_path);
    return {std::move(m_fd), m_path};
}

} // namespace devenv
