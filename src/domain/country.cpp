#include "domain/country.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

// The vendor's appendix "List of Countries or Regions That Mobile Numbers Belong To"
// (meeting_21_0109), whole, sorted ignoring case. A region is given where the calling code alone
// does not determine it. Not what they look like: "dominica" is the Dominican Republic,
// "salvatore" El Salvador, "GB" Guinea-Bissau, "columbia" Colombia.
constexpr auto countries = std::to_array<Country>({
    {"afghanistan", "93", {}},
    {"albania", "355", {}},
    {"algeria", "213", {}},
    {"andorra", "376", {}},
    {"angola", "244", {}},
    {"argentina", "54", {}},
    {"armenia", "374", {}},
    {"australia", "61", {}},
    {"austria", "43", {}},
    {"azerbaijan", "994", {}},
    {"bahamas", "1242", "BS"},
    {"bahrain", "973", {}},
    {"bangladesh", "880", {}},
    {"belarus", "375", {}},
    {"belgium", "32", {}},
    {"belize", "501", {}},
    {"benin", "229", {}},
    {"Bolivia", "591", {}},
    {"bosniaAndHerzegovina", "387", {}},
    {"botswana", "267", {}},
    {"brazil", "55", {}},
    {"brunei", "673", {}},
    {"bulgaria", "359", {}},
    {"burkinaFaso", "226", {}},
    {"burundi", "257", {}},
    {"BVl", "1284", "VG"},
    {"cambodia", "855", {}},
    {"cameroon", "237", {}},
    {"canada", "1", "CA"},
    {"capeVerde", "238", {}},
    {"caymanIslands", "1345", "KY"},
    {"centralAfrican", "236", {}},
    {"chad", "235", {}},
    {"chile", "56", {}},
    {"chinaHKG", "852", {}},
    {"chinaOMA", "853", {}},
    {"chinaPR", "86", {}},
    {"chinaTPE", "886", {}},
    {"columbia", "57", {}},
    {"comoros", "269", {}},
    {"congoB", "242", {}},
    {"congoJ", "243", {}},
    {"costarica", "506", {}},
    {"croatia", "385", {}},
    {"curacao", "599", {}},
    {"cyprus", "357", {}},
    {"CZ", "420", {}},
    {"denmark", "45", {}},
    {"djibouti", "253", {}},
    {"dominica", "1809", "DO"},
    {"ecuador", "593", {}},
    {"egypt", "20", {}},
    {"equatorialGuinea", "240", {}},
    {"estonia", "372", {}},
    {"finland", "358", {}},
    {"france", "33", {}},
    {"gabon", "241", {}},
    {"gambia", "220", {}},
    {"GB", "245", {}},
    {"georgia", "995", {}},
    {"germany", "49", {}},
    {"ghana", "233", {}},
    {"greece", "30", {}},
    {"grenada", "1473", "GD"},
    {"guatemala", "502", {}},
    {"guinea", "224", {}},
    {"guyana", "592", {}},
    {"honduras", "504", {}},
    {"hungary", "36", {}},
    {"india", "91", {}},
    {"indonesia", "62", {}},
    {"iraq", "964", {}},
    {"ireland", "353", {}},
    {"israel", "972", {}},
    {"italy", "39", {}},
    {"ivoryCoast", "225", {}},
    {"jamaica", "1876", "JM"},
    {"japan", "81", {}},
    {"jordan", "962", {}},
    {"kazakhstan", "7", "KZ"},
    {"kenya", "254", {}},
    {"kosovo", "383", {}},
    {"kuwait", "965", {}},
    {"kyrgyzstan", "996", {}},
    {"laos", "856", {}},
    {"latvia", "371", {}},
    {"lebanon", "961", {}},
    {"lesotho", "266", {}},
    {"liberia", "231", {}},
    {"libya", "218", {}},
    {"lithuania", "370", {}},
    {"luxembourg", "352", {}},
    {"macedonia", "389", {}},
    {"madagascar", "261", {}},
    {"malawi", "265", {}},
    {"malaysia", "60", {}},
    {"maldives", "960", {}},
    {"mali", "223", {}},
    {"malta", "356", {}},
    {"mauritania", "222", {}},
    {"mauritius", "230", {}},
    {"mexico", "52", {}},
    {"moldova", "373", {}},
    {"mongolia", "976", {}},
    {"montenegro", "382", {}},
    {"morocco", "212", {}},
    {"mozambique", "258", {}},
    {"myanmar", "95", {}},
    {"namibia", "264", {}},
    {"nepal", "977", {}},
    {"netherlands", "31", {}},
    {"newZealand", "64", {}},
    {"nicaragua", "505", {}},
    {"niger", "227", {}},
    {"nigeria", "234", {}},
    {"norway", "47", {}},
    {"oman", "968", {}},
    {"pakistan", "92", {}},
    {"palestine", "970", {}},
    {"panama", "507", {}},
    {"papuaNewGuinea", "675", {}},
    {"peru", "51", {}},
    {"philippines", "63", {}},
    {"poland", "48", {}},
    {"portugal", "351", {}},
    {"puertoRico", "1787", "PR"},
    {"qatar", "974", {}},
    {"romania", "40", {}},
    {"russia", "7", {}},
    {"rwanda", "250", {}},
    {"saintMartin", "590", "MF"},
    {"salvatore", "503", {}},
    {"saudiArabia", "966", {}},
    {"senegal", "221", {}},
    {"serbia", "381", {}},
    {"seychelles", "248", {}},
    {"sierraLeone", "232", {}},
    {"singapore", "65", {}},
    {"slovakia", "421", {}},
    {"slovenia", "386", {}},
    {"somalia", "252", {}},
    {"southAfrica", "27", {}},
    {"southKorea", "82", {}},
    {"spain", "34", {}},
    {"sriLanka", "94", {}},
    {"suriname", "597", {}},
    {"SVGrenadines", "1784", "VC"},
    {"swaziland", "268", {}},
    {"sweden", "46", {}},
    {"switzerland", "41", {}},
    {"tajikistan", "992", {}},
    {"tanzania", "255", {}},
    {"TAT", "1868", "TT"},
    {"thailand", "66", {}},
    {"togo", "228", {}},
    {"tunisia", "216", {}},
    {"turkey", "90", {}},
    {"turkmenistan", "993", {}},
    {"uae", "971", {}},
    {"uganda", "256", {}},
    {"UK", "44", {}},
    {"ukraine", "380", {}},
    {"uruguay", "598", {}},
    {"usa", "1", {}},
    {"uzbekistan", "998", {}},
    {"venezuela", "58", {}},
    {"vietNam", "84", {}},
    {"yemen", "967", {}},
    {"zambia", "260", {}},
    {"zimbabwe", "263", {}},
});
static_assert(countries.size() == 170);

constexpr bool is_before(std::string_view left, std::string_view right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](char a, char b) { return lower(a) < lower(b); });
}

static_assert(std::is_sorted(countries.begin(), countries.end(),
                             [](Country const& a, Country const& b) {
                                 return is_before(a.name, b.name);
                             }));

}  // namespace

std::span<Country const> all_countries() { return countries; }

std::optional<Country> find_country(std::string_view name) {
    auto const* const row =
        std::lower_bound(countries.begin(), countries.end(), name,
                         [](Country const& a, std::string_view b) { return is_before(a.name, b); });
    if (row == countries.end() || is_before(name, row->name)) return std::nullopt;
    return *row;
}

bool Country::owns(std::string_view number, std::string_view number_region) const {
    // No other calling code is a prefix of another, so these digits decide.
    if (!calling_code.starts_with('1')) return number.substr(1).starts_with(calling_code);
    if (!number.starts_with("+1")) return false;
    if (has_area_code()) return number_region == region;
    // People mix them up, and the number itself says where it goes.
    return number_region == "US" || number_region == "CA";
}

}  // namespace roomkey
