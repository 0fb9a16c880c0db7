#pragma once

#include <devenv/base/env.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace devenv {

// Whether a server may compress what it sends: good for lists, useless for archives, and what was
// compressed cannot be resumed.
enum class Compression { Off, On };

// What is asked of a server.
struct FetchRequest
{
    std::string url;
    std::uint64_t offset = 0; // where to go on with a body of which the first part is there already
    std::string etag = {};    // ask for the body only if it is another than this one
    Compression compression = Compression::Off;
};

// Takes the bytes of a body.
struct FetchSink
{
    // Called before the first byte of each attempt: the bytes that follow begin at `offset` of the
    // body (0 if the server would not go on where it was asked to), which has `total` bytes if known.
    std::function<void(std::uint64_t offset, std::optional<std::uint64_t> total)> begin;
    std::function<void(std::span<const std::byte>)> write;
};

struct FetchResult
{
    bool not_modified = false; // the server has what `etag` named
    std::string etag;          // of the body; empty if the server gave none
};

// The network, as the rest of devenv sees it. Tests put something else in its place.
class Fetcher
{
public:
    Fetcher() = default;
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;
    virtual ~Fetcher() = default;

    // Gets a body. Passing failures are tried again, going on where the last attempt stopped. Throws
    // an Error (exit 5) that names the url once nothing helps; an exception of the sink ends it at
    // once and comes out here. Safe to call from several threads.
    virtual FetchResult fetch(const FetchRequest& request, const FetchSink& sink) = 0;
};

// The real one. Proxies, SSL_CERT_FILE and ~/.netrc are taken from `env` and honoured as curl does.
std::unique_ptr<Fetcher> make_curl_fetcher(const Env& env);

// One that refuses, for --offline: whatever needs the network fails with exit 3.
std::unique_ptr<Fetcher> make_offline_fetcher();

// `url` without the user name and password that it may carry, for messages.
std::string without_credentials(const std::string& url);

} // namespace devenv
