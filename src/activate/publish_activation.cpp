#include <devenv/activate/activation.hpp>
#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <unistd.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// Puts in place what `make` makes at the path it is given: whoever looks sees the old thing or the new.
template <class Make>
void replace_by(const fs::path& place, const Make& make)
{
    const fs::path fresh = place.native() + '.' + std::to_string(::getpid());
    ::unlink(fresh.c_str());
    if (make(fresh) != 0 || ::rename(fresh.c_str(), place.c_str()) != 0) {
        const int number = errno;
        ::unlink(fresh.c_str());
        throw system_error("make", place.native(), number);
    }
    ::unlink(fresh.c_str()); // rename() leaves both names if they were links to one file
}

void put_symlink(const fs::path& target, const fs::path& place)
{
    std::error_code ignored;
    if (fs::read_symlink(place, ignored) != target) {
        replace_by(place, [&](const fs::path& fresh) {
            return ::symlink(target.c_str(), fresh.c_str());
        });
    }
}

// link() also fails with ENOENT when another process replaces `target` at that very moment.
int link_to(const fs::path& target, const fs::path& place)
{
    int result = -1;
    for (int attempt = 0; attempt < 100 && result != 0; ++attempt) {
        result = ::link(target.c_str(), place.c_str());
        if (result != 0 && errno != ENOENT) {
            break;
        }
    }
    return result;
}

void put_hard_link(const fs::path& target, const fs::path& place)
{
    std::error_code ignored;
    if (!fs::equivalent(target, place, ignored)) {
        replace_by(place, [&](const fs::path& fresh) {
            return link_to(target, fresh);
        });
    }
}

bool same_contents(const fs::path& a, const fs::path& b)
{
    const auto text = read_file_if_there(b);
    return text && *text == read_file(a);
}

// The shim that all names are links to: a copy, since an installation may lie on another file system.
fs::path put_master_shim(const fs::path& source, const Layout& layout)
{
    auto master = layout.program().parent_path() / source.filename();
    if (!same_contents(source, master)) {
        replace_by(master, [&](const fs::path& fresh) {
            fs::copy_file(source, fresh);
            return 0;
        });
    }
    return master;
}

void put_project_links(const hot::Routes& routes, const Layout& layout)
{
    const auto folder = fs::path{routes.root} / ".devenv";
    const auto bin = folder / "bin";
    make_folders(bin);
    write_file_atomically(folder / ".gitignore", "*\n");
    for (const auto& command : routes.commands) {
        put_symlink(layout.shims() / command.name, bin / command.name);
    }
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{bin, ignored}) {
        // A command that a tool no longer has leads nowhere useful.
        const auto name = entry.path().filename().native();
        const bool known = std::ranges::any_of(
            routes.commands, [&](const hot::Command& command) { return command.name == name; });
        if (!known) {
            fs::remove(entry.path(), ignored);
        }
    }
}

} // namespace

Programs find_programs(const fs::path& executable)
{
    const auto parts = executable.parent_path().parent_path() / "libexec" / "devenv";
    Programs programs{executable, parts / "devenv-shim", parts / "devenv-hook"};
    for (const auto& part : {programs.shim, programs.hook}) {
        if (!fs::exists(part)) {
            throw Error{"this installation of devenv is not whole"}
                .because("`" + part.native() + "` is missing")
                .hint("install devenv again");
        }
    }
    return programs;
}

void keep_program_link(const Layout& layout, const Programs& programs)
{
    make_folders(layout.program().parent_path());
    put_symlink(programs.devenv, layout.program());
}

void publish_activation(const hot::Routes& routes, const Layout& layout, const Programs& programs)
{
    const auto text = hot::format_routes(routes);
    if (!text) {
        throw Error{"`" + routes.root + "` cannot be activated"}
            .because("its path, or one of the paths it needs, has a `:` or a control character")
            .hint("rename the folder");
    }
    make_folders(layout.shims());
    make_folders(layout.routes());
    for (const auto& folder : routes.path) {
        if (folder.starts_with(layout.home.native() + "/global/")) {
            make_folders(folder);
        }
    }
    keep_program_link(layout, programs);
    const auto master = put_master_shim(programs.shim, layout);
    for (const auto& command : routes.commands) {
        put_hard_link(master, layout.shims() / command.name);
    }
    put_project_links(routes, layout);

    const auto file = layout.routes() / hot::routes_file_name(routes.root);
    if (read_file_if_there(file) != text) {
        write_file_atomically(file, *text);
        const auto now = std::chrono::system_clock::now().time_since_epoch().count();
        write_file_atomically(layout.generation(),
                              std::to_string(now) + '-' + std::to_string(::getpid()) + '\n');
    }
}

} // namespace devenv
