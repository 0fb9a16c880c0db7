#include <devenv/model/text_template.hpp>

#include <devenv/base/error.hpp>

namespace devenv {

std::string expand_template(std::string_view text, const TemplateValues& values)
{
    std::string out;
    while (true) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) {
            return out;
        }
        const auto close = text.find('}', open);
        const auto name = text.substr(open + 1, close - open - 1);
        const auto value = values.find(name);
        if (close == std::string_view::npos || value == values.end()) {
            throw Error{"the template `" + std::string{text} + "` has the unknown name `"
                        + std::string{name} + '`'};
        }
        out += value->second;
        text.remove_prefix(close + 1);
    }
}

void add_version_values(TemplateValues& values, const std::string& version)
{
    const auto first = version.find('.');
    const auto second = first == std::string::npos ? first : version.find('.', first + 1);
    values["version"] = version;
    values["version.major"] = version.substr(0, first);
    values["version.minor"] = version.substr(0, second);
}

} // namespace devenv
