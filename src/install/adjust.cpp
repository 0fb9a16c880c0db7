#include "adjust.hpp"

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>
#include <devenv/model/text_template.hpp>

#include <cerrno>
#include <set>
#include <vector>

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// Files of the tree are read-only already, so a changed one is written anew in its place.
void rewrite_file(const fs::path& path, std::string_view text)
{
    struct stat info = {};
    const mode_t mode = ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : mode_t{0444};
    ::unlink(path.c_str());
    const auto fd = open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, "write", mode);
    write_all(fd.get(), std::as_bytes(std::span{text}), path);
    if (::fchmod(fd.get(), mode) != 0) {
        throw system_error("set the mode of", path.native(), errno);
    }
}

// `text` with each `from` replaced that stands behind one of the characters `behind` or at the start.
std::string rewrite_text(std::string_view text, const Rewrite& rewrite, std::string_view to)
{
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find(rewrite.from); at != std::string_view::npos;
         at = text.find(rewrite.from, at + rewrite.from.size())) {
        if (at == 0 || rewrite.behind.empty()
            || rewrite.behind.find(text[at - 1]) != std::string::npos) {
            out += text.substr(done, at - done);
            out += to;
            done = at + rewrite.from.size();
        }
    }
    return out.append(text.substr(done));
}

// Paths of the regular files below `tree`, relative to it.
std::vector<std::string> files_in(const fs::path& tree)
{
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{tree}) {
        if (entry.symlink_status().type() == fs::file_type::regular) {
            files.push_back(entry.path().lexically_relative(tree));
        }
    }
    return files;
}

void make_cache_folders(const fs::path& tree,
                        const std::vector<std::string>& files,
                        const Adjustments& adjustments)
{
    std::set<fs::path> folders;
    for (const auto& file : files) {
        if (file.ends_with(adjustments.cache_beside)) {
            folders.insert((tree / file).parent_path());
        }
    }
    for (const auto& folder : folders) {
        make_folders(folder / adjustments.cache_folder);
    }
}

} // namespace

void adjust(const fs::path& tree,
            const fs::path& place,
            const std::string& version,
            const Adjustments& adjustments)
{
    TemplateValues values{{"install", place}};
    add_version_values(values, version);
    const auto files = files_in(tree);
    for (const auto& rewrite : adjustments.rewrites) {
        const auto to = expand_template(rewrite.to, values);
        for (const auto& file : files) {
            if (::fnmatch(rewrite.files.c_str(), file.c_str(), 0) == 0) {
                rewrite_file(tree / file, rewrite_text(read_file(tree / file), rewrite, to));
            }
        }
    }
    for (const auto& [file, text] : adjustments.write) {
        rewrite_file(tree / expand_template(file, values), expand_template(text, values));
    }
    if (!adjustments.cache_folder.empty()) {
        make_cache_folders(tree, files, adjustments);
    }
}

} // namespace devenv
