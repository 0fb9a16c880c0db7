#include "curl_attempt.hpp"

#include <devenv/base/text.hpp>

#include <charconv>

namespace devenv {

namespace {

constexpr long connect_seconds = 15;
// A connection that gives less than this for that long is taken for dead.
constexpr long low_speed_bytes = 512;
constexpr long low_speed_seconds = 30;
constexpr long most_redirects = 10;

template <class Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

// The first byte's number in "bytes 1000-1999/2000".
std::optional<std::uint64_t> range_start(std::string_view content_range)
{
    constexpr std::string_view unit = "bytes ";
    if (!content_range.starts_with(unit)) {
        return std::nullopt;
    }
    const auto range = content_range.substr(unit.size());
    return parse_number<std::uint64_t>(range.substr(0, range.find('-')));
}

bool is_passing(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

bool is_passing(long status)
{
    return status == 408 || status == 429 || status >= 500;
}

std::string hint_for(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
        return "check the connection; behind a proxy set HTTPS_PROXY";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return "if a proxy of your company signs its own certificates, set SSL_CERT_FILE to its "
               "authority's certificate";
    default:
        return {};
    }
}

} // namespace

CurlAttempt::CurlAttempt(const FetchRequest& request,
                         std::uint64_t offset,
                         const FetchSink& sink,
                         const std::string& certificates)
    : m_request(request),
      m_sink(sink),
      m_reached(offset),
      m_curl(::curl_easy_init(), &::curl_easy_cleanup),
      m_headers(nullptr, &::curl_slist_free_all)
{
    if (!m_curl) {
        throw Error{"cannot start a download"}.because("out of memory");
    }
    set_options(certificates);
}

void CurlAttempt::set_options(const std::string& certificates)
{
    auto* const curl = m_curl.get();
    const auto set = [curl](CURLoption option, auto value) {
        ::curl_easy_setopt(curl, option, value);
    };
    set(CURLOPT_URL, m_request.url.c_str());
    set(CURLOPT_USERAGENT, "devenv/" DEVENV_VERSION);
    set(CURLOPT_ERRORBUFFER, m_words.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, most_redirects);
    // Once the request is safe from listeners, no redirect may make it unsafe.
    const bool secure = m_request.url.starts_with("https:");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
    set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(CURLOPT_LOW_SPEED_LIMIT, low_speed_bytes);
    set(CURLOPT_LOW_SPEED_TIME, low_speed_seconds);
    set(CURLOPT_BUFFERSIZE, 512L * 1024);
    set(CURLOPT_HEADERFUNCTION, &CurlAttempt::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &CurlAttempt::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    if (!certificates.empty()) {
        set(CURLOPT_CAINFO, certificates.c_str());
    }
    if (m_reached > 0) {
        // Not by CURLOPT_RESUME_FROM: that fails where a server sends the whole file instead.
        set(CURLOPT_RANGE, (std::to_string(m_reached) + '-').c_str());
    }
    if (m_request.compression == Compression::On) {
        set(CURLOPT_ACCEPT_ENCODING, ""); // whatever the library can unpack
    }
    if (!m_request.etag.empty()) {
        m_headers.reset(
            ::curl_slist_append(nullptr, ("If-None-Match: " + m_request.etag).c_str()));
        set(CURLOPT_HTTPHEADER, m_headers.get());
    }
}

std::size_t CurlAttempt::on_header(char* data, std::size_t size, std::size_t count, void* self)
{
    static_cast<CurlAttempt*>(self)->read_header({data, size * count});
    return size * count;
}

void CurlAttempt::read_header(std::string_view line)
{
    if (line.starts_with("HTTP/")) { // the first line of an answer; redirects bring several
        m_etag.clear();
        m_content_range.clear();
        m_retry_after.clear();
        return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
        return;
    }
    const auto name = to_lower(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (name == "etag") {
        m_etag = value;
    } else if (name == "content-range") {
        m_content_range = value;
    } else if (name == "retry-after") {
        m_retry_after = value;
    }
}

std::size_t CurlAttempt::on_body(char* data, std::size_t size, std::size_t count, void* self)
{
    auto& attempt = *static_cast<CurlAttempt*>(self);
    const auto length = size * count;
    try {
        if (!attempt.m_body_began && !attempt.begin_body()) {
            return CURL_WRITEFUNC_ERROR;
        }
        long status = 0;
        ::curl_easy_getinfo(attempt.m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status < 300) {
            attempt.m_sink.write(std::as_bytes(std::span{data, length}));
            attempt.m_reached += length;
        }
    } catch (...) {
        // An exception must not pass through the library, which is C.
        attempt.m_sink_failure = std::current_exception();
        return CURL_WRITEFUNC_ERROR;
    }
    return length;
}

bool CurlAttempt::begin_body()
{
    auto* const curl = m_curl.get();
    long status = 0;
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    m_body_began = true;
    if (status >= 300) {
        return true; // the page of an error: read to its end and dropped
    }
    if (status != 206) {
        m_reached = 0;
    } else if (range_start(m_content_range) != m_reached) {
        m_wrong_range = true;
        return false;
    }
    curl_off_t length = -1;
    ::curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    m_sink.begin(m_reached,
                 length < 0 ? std::nullopt
                            : std::optional{m_reached + static_cast<std::uint64_t>(length)});
    return true;
}

AttemptResult CurlAttempt::run()
{
    const auto code = ::curl_easy_perform(m_curl.get());
    if (m_sink_failure) {
        std::rethrow_exception(m_sink_failure);
    }
    return judge(code);
}

AttemptResult CurlAttempt::judge(CURLcode code)
{
    long status = 0;
    ::curl_easy_getinfo(m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (m_wrong_range || status == 416) {
        // What is here fits nothing that the server has: begin again.
        auto failed = fail(Failure::Passing, "the server answered with another part of the file", {});
        failed.reached = 0;
        return failed;
    }
    if (code != CURLE_OK) {
        return fail(is_passing(code) ? Failure::Passing : Failure::Permanent,
                    m_words.front() != '\0' ? m_words.data() : ::curl_easy_strerror(code),
                    hint_for(code));
    }
    if (status >= 400) {
        auto failed = fail(is_passing(status) ? Failure::Passing : Failure::Permanent,
                           "the server answered with status " + std::to_string(status),
                           {});
        if (const auto seconds = parse_number<int>(m_retry_after)) {
            failed.retry_after = std::chrono::seconds{*seconds};
        }
        return failed;
    }
    AttemptResult done;
    done.result = {status == 304, m_etag};
    if (!m_body_began && status != 304) {
        m_sink.begin(0, 0);
    }
    return done;
}

AttemptResult CurlAttempt::fail(Failure failure, std::string cause, std::string hint)
{
    AttemptResult failed;
    failed.failure = failure;
    failed.reached = m_request.compression == Compression::On ? 0 : m_reached;
    failed.error = Error{"cannot get `" + without_credentials(m_request.url) + '`'};
    failed.error.because(std::move(cause)).exit_with(ExitCode::Network);
    if (!hint.empty()) {
        failed.error.hint(std::move(hint));
    }
    return failed;
}

} // namespace devenv
