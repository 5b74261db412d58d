#include "domain/country.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace roomkey {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

// The vendor's identifiers (its appendix of country names, page meeting_21_0109, known in part).
// Sorted without regard to case.
constexpr auto rows = std::to_array<Row>({
    {"afghanistan", "93"},
    {"albania", "355"},
    {"algeria", "213"},
    {"andorra", "376"},
    {"angola", "244"},
    {"argentina", "54"},
    {"armenia", "374"},
    {"australia", "61"},
    {"austria", "43"},
    {"azerbaijan", "994"},
    {"bahamas", "1242"},
    {"bahrain", "973"},
    {"bangladesh", "880"},
    {"belarus", "375"},
    {"belgium", "32"},
    {"belize", "501"},
    {"benin", "229"},
    {"Bolivia", "591"},
    {"bosniaAndHerzegovina", "387"},
    {"botswana", "267"},
    {"brazil", "55"},
    {"brunei", "673"},
    {"bulgaria", "359"},
    {"burkinaFaso", "226"},
    {"burundi", "257"},
    {"BVl", "1284"},
    {"cambodia", "855"},
    {"cameroon", "237"},
    {"canada", "1"},
    {"capeVerde", "238"},
    {"caymanIslands", "1345"},
    {"centralAfrican", "236"},
    {"chad", "235"},
    {"chile", "56"},
    {"chinaHKG", "852"},
    {"chinaOMA", "853"},
    {"chinaPR", "86"},
    {"chinaTPE", "886"},
    {"columbia", "57"},
    {"comoros", "269"},
    {"congoB", "242"},
    {"congoJ", "243"},
    {"costarica", "506"},
    {"croatia", "385"},
    {"curacao", "599"},
    {"cyprus", "357"},
    {"CZ", "420"},
    {"denmark", "45"},
    {"djibouti", "253"},
    {"dominica", "1809"},
    {"ecuador", "593"},
    {"egypt", "20"},
    {"equatorialGuinea", "240"},
    {"estonia", "372"},
    {"finland", "358"},
    {"france", "33"},
    {"gabon", "241"},
    {"gambia", "220"},
    {"GB", "245"},
    {"georgia", "995"},
    {"germany", "49"},
    {"india", "91"},
    {"indonesia", "62"},
    {"italy", "39"},
    {"japan", "81"},
    {"malaysia", "60"},
    {"mexico", "52"},
    {"nigeria", "234"},
    {"pakistan", "92"},
    {"philippines", "63"},
    {"singapore", "65"},
    {"spain", "34"},
    {"SVGrenadines", "1784"},
    {"TAT", "1868"},
    {"thailand", "66"},
    {"turkey", "90"},
    {"UK", "44"},
    {"uruguay", "598"},
    {"usa", "1"},
    {"uzbekistan", "998"},
    {"venezuela", "58"},
    {"vietNam", "84"},
    {"yemen", "967"},
    {"zambia", "260"},
    {"zimbabwe", "263"},
});

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

constexpr bool is_before(std::string_view left, std::string_view right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](char a, char b) { return lower(a) < lower(b); });
}

static_assert(std::is_sorted(rows.begin(), rows.end(), [](Row const& a, Row const& b) {
    return is_before(a.first, b.first);
}));

}  // namespace

std::optional<std::string_view> calling_code(std::string_view country) {
    auto const* const row =
        std::lower_bound(rows.begin(), rows.end(), country,
                         [](Row const& a, std::string_view b) { return is_before(a.first, b); });
    if (row == rows.end() || is_before(country, row->first)) return std::nullopt;
    return row->second;
}

}  // namespace roomkey
