#include <devenv/base/error.hpp>
#include <devenv/base/text.hpp>
#include <devenv/fetch/fetcher.hpp>

#include "curl_attempt.hpp"
#include "retry.hpp"

#include <curl/curl.h>

#include <mutex>
#include <thread>

namespace devenv {

namespace {

class CurlFetcher : public Fetcher
{
public:
    explicit CurlFetcher(std::string certificates) : m_certificates(std::move(certificates))
    {
        ::curl_global_init(CURL_GLOBAL_DEFAULT);
    }
    CurlFetcher(const CurlFetcher&) = delete;
    CurlFetcher& operator=(const CurlFetcher&) = delete;
    ~CurlFetcher() override { ::curl_global_cleanup(); }

    FetchResult fetch(const FetchRequest& request, const FetchSink& sink) override
    {
        Retries retries;
        auto offset = request.offset;
        while (true) {
            auto attempt = CurlAttempt{request, offset, sink, m_certificates}.run();
            if (attempt.failure == Failure::None) {
                return attempt.result;
            }
            const auto pause = retries.next_pause(attempt.failure, attempt.retry_after);
            if (!pause) {
                throw attempt.error;
            }
            offset = attempt.reached;
            std::this_thread::sleep_for(*pause);
        }
    }

private:
    std::string m_certificates;
};

class OfflineFetcher : public Fetcher
{
public:
    FetchResult fetch(const FetchRequest& request, const FetchSink& /*sink*/) override
    {
        throw Error{"cannot get `" + without_credentials(request.url) + "` while offline"}
            .hint("run the command again without --offline and DEVENV_OFFLINE")
            .exit_with(ExitCode::NotInstalled);
    }
};

} // namespace

std::unique_ptr<Fetcher> make_curl_fetcher(const Env& env)
{
    return std::make_unique<CurlFetcher>(variable(env, "SSL_CERT_FILE").value_or(""));
}

std::unique_ptr<Fetcher> make_offline_fetcher()
{
    return std::make_unique<OfflineFetcher>();
}

std::string without_credentials(const std::string& url)
{
    const auto scheme = url.find("://");
    const auto host = scheme == std::string::npos ? 0 : scheme + 3;
    const auto at = url.substr(0, url.find_first_of("/?#", host)).rfind('@');
    if (at == std::string::npos || at < host) {
        return url;
    }
    return url.substr(0, host) + url.substr(at + 1);
}

} // namespace devenv
