#pragma once

#include "retry.hpp"

#include <devenv/base/error.hpp>
#include <devenv/fetch/fetcher.hpp>

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// What one attempt came to.
struct AttemptResult
{
    Failure failure = Failure::None;
    FetchResult result;
    Error error{""};           // what to tell if no attempt follows
    std::uint64_t reached = 0; // how much of the body the sink has
    std::optional<std::chrono::seconds> retry_after;
};

// One request with its answer.
class CurlAttempt
{
public:
    CurlAttempt(const FetchRequest& request,
                std::uint64_t offset,
                const FetchSink& sink,
                const std::string& certificates);

    AttemptResult run();

private:
    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);

    void set_options(const std::string& certificates);
    void read_header(std::string_view line);
    bool begin_body();
    AttemptResult judge(CURLcode code);
    AttemptResult fail(Failure failure, std::string cause, std::string hint);

    const FetchRequest& m_request;
    const FetchSink& m_sink;
    std::uint64_t m_reached;
    std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)> m_curl;
    std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> m_headers;
    std::array<char, CURL_ERROR_SIZE> m_words{};

    // Of the answer that is being read
    bool m_body_began = false;
    bool m_wrong_range = false;
    std::string m_etag;
    std::string m_content_range;
    std::string m_retry_after;
    std::exception_ptr m_sink_failure;
};

} // namespace devenv
