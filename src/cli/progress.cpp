#include "progress.hpp"

#include "bar.hpp"

#include <devenv/platform/terminal.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <ostream>

#include <unistd.h>

namespace devenv::cli {

namespace {

using Clock = std::chrono::steady_clock;

std::string label(const ActiveTool& tool)
{
    return tool.locked.name + ' ' + tool.locked.version;
}

// For logs: one line when something begins, one when it is done.
class LineProgress : public InstallObserver
{
public:
    explicit LineProgress(const Invocation& invocation) : m_invocation(invocation) {}

    void waiting(const ActiveTool& tool) override
    {
        write("waiting for another devenv that installs " + label(tool));
    }

    void downloading(const ActiveTool& tool,
                     std::uint64_t /*done*/,
                     std::optional<std::uint64_t> total) override
    {
        const std::scoped_lock lock{m_mutex};
        if (std::ranges::count(m_begun, tool.folder) > 0) {
            return;
        }
        m_begun.push_back(tool.folder);
        m_invocation.say("downloading " + label(tool)
                         + (total ? " (" + format_size(*total) + ')' : ""));
        if (m_invocation.verbosity() == Verbosity::Verbose) {
            m_invocation.say("  from " + tool.artifact.url);
        }
    }

    void unpacking(const ActiveTool& /*tool*/, double /*share*/) override {}

    void installed(const ActiveTool& tool) override { write("installed " + label(tool)); }

private:
    void write(const std::string& line)
    {
        const std::scoped_lock lock{m_mutex};
        m_invocation.say(line);
    }

    const Invocation& m_invocation;
    std::mutex m_mutex;
    std::vector<std::filesystem::path> m_begun;
};

// One line a tool, redrawn in place.
class TerminalProgress : public InstallObserver
{
public:
    TerminalProgress(const Invocation& invocation, std::span<const ActiveTool> tools)
        : m_err(invocation.session.err), m_charset(charset_of(invocation.session.env))
    {
        for (const auto& tool : tools) {
            m_rows.push_back({tool.folder, {.name = label(tool), .total = {}}, {}});
            m_name_width = std::max(m_name_width, m_rows.back().state.name.size());
        }
        draw();
    }

    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    ~TerminalProgress() override { draw(); }

    void waiting(const ActiveTool& tool) override
    {
        change(tool, [](Row& row) { row.state.phase = BarState::Phase::Waiting; });
    }

    void downloading(const ActiveTool& tool,
                     std::uint64_t done,
                     std::optional<std::uint64_t> total) override
    {
        change(tool, [&](Row& row) {
            if (row.state.phase != BarState::Phase::Downloading) {
                row.state.phase = BarState::Phase::Downloading;
                row.began = Clock::now();
                row.began_at = done;
            }
            row.state.done = done;
            row.state.total = total;
            const std::chrono::duration<double> spent = Clock::now() - row.began;
            if (spent.count() > 0.5 && done > row.began_at) {
                row.state.bytes_per_second
                    = static_cast<double>(done - row.began_at) / spent.count();
            }
        });
    }

    void unpacking(const ActiveTool& tool, double share) override
    {
        change(tool, [&](Row& row) {
            row.state.phase = BarState::Phase::Unpacking;
            row.state.unpacked = share;
        });
    }

    void installed(const ActiveTool& tool) override
    {
        change(tool, [](Row& row) { row.state.phase = BarState::Phase::Done; });
    }

private:
    struct Row
    {
        std::filesystem::path folder;
        BarState state;
        Clock::time_point began;
        std::uint64_t began_at = 0;
    };

    static Charset charset_of(const Env& env)
    {
        for (const auto* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
            if (const auto value = variable(env, name)) {
                const bool utf8 = value->find("UTF-8") != std::string::npos
                                  || value->find("utf8") != std::string::npos;
                return utf8 ? Charset::Utf8 : Charset::Ascii;
            }
        }
        return Charset::Ascii;
    }

    template <class Change>
    void change(const ActiveTool& tool, const Change& apply)
    {
        const std::scoped_lock lock{m_mutex};
        const auto row = std::ranges::find(m_rows, tool.folder, &Row::folder);
        const auto phase = row->state.phase;
        apply(*row);
        constexpr std::chrono::milliseconds redraw_interval{80};
        if (phase != row->state.phase || Clock::now() - m_drawn > redraw_interval) {
            draw();
        }
    }

    // All in one write, and each line cleared only behind its text, so that nothing flickers.
    void draw()
    {
        const auto width = platform::terminal_width(STDERR_FILENO);
        std::string out;
        if (m_drawn != Clock::time_point{}) {
            out += "\x1b[" + std::to_string(m_rows.size()) + 'A';
        }
        for (const auto& row : m_rows) {
            out += format_bar(row.state, m_name_width, width - 1, m_charset) + "\x1b[K\n";
        }
        m_err << out << std::flush;
        m_drawn = Clock::now();
    }

    std::ostream& m_err;
    Charset m_charset;
    std::mutex m_mutex;
    std::vector<Row> m_rows;
    std::size_t m_name_width = 0;
    Clock::time_point m_drawn;
};

} // namespace

std::string format_size(std::uint64_t bytes)
{
    char text[32];
    const auto value = static_cast<double>(bytes);
    if (bytes < 1000) {
        std::snprintf(text, sizeof text, "%d B", static_cast<int>(bytes));
    } else if (bytes < 1'000'000) {
        std::snprintf(text, sizeof text, "%.1f kB", value / 1e3);
    } else if (bytes < 1'000'000'000) {
        std::snprintf(text, sizeof text, "%.1f MB", value / 1e6);
    } else {
        std::snprintf(text, sizeof text, "%.2f GB", value / 1e9);
    }
    return text;
}

std::unique_ptr<InstallObserver> make_progress(const Invocation& invocation,
                                               std::span<const ActiveTool> tools)
{
    const auto& session = invocation.session;
    const bool bars = session.err_is_terminal && !invocation.options.no_progress
                      && invocation.verbosity() == Verbosity::Normal && !is_on(session.env, "CI")
                      && variable(session.env, "TERM").value_or("dumb") != "dumb";
    if (bars && !tools.empty()) {
        return std::make_unique<TerminalProgress>(invocation, tools);
    }
    return std::make_unique<LineProgress>(invocation);
}

} // namespace devenv::cli
