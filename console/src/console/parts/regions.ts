// Which region of ISO 3166 an identifier of the server's table means: browsers know their names.
const regions_text = `
afghanistan AF albania AL algeria DZ andorra AD angola AO argentina AR armenia AM australia AU
austria AT azerbaijan AZ bahamas BS bahrain BH bangladesh BD belarus BY belgium BE belize BZ
benin BJ Bolivia BO bosniaAndHerzegovina BA botswana BW brazil BR brunei BN bulgaria BG
burkinaFaso BF burundi BI BVl VG cambodia KH cameroon CM canada CA capeVerde CV caymanIslands KY
centralAfrican CF chad TD chile CL chinaHKG HK chinaOMA MO chinaPR CN chinaTPE TW columbia CO
cyprus CY
comoros KM congoB CG congoJ CD costarica CR croatia HR curacao CW CZ CZ denmark DK djibouti DJ
dominica DO ecuador EC egypt EG equatorialGuinea GQ estonia EE finland FI france FR gabon GA
gambia GM GB GW georgia GE germany DE ghana GH greece GR grenada GD guatemala GT guinea GN
guyana GY honduras HN hungary HU india IN indonesia ID iraq IQ ireland IE israel IL italy IT
ivoryCoast CI jamaica JM japan JP jordan JO kazakhstan KZ kenya KE kosovo XK kuwait KW
kyrgyzstan KG laos LA latvia LV lebanon LB lesotho LS liberia LR libya LY lithuania LT
luxembourg LU macedonia MK madagascar MG malawi MW malaysia MY maldives MV mali ML malta MT
mauritania MR mauritius MU mexico MX moldova MD mongolia MN montenegro ME morocco MA
mozambique MZ myanmar MM namibia NA nepal NP netherlands NL newZealand NZ nicaragua NI niger NE
nigeria NG norway NO oman OM pakistan PK palestine PS panama PA papuaNewGuinea PG peru PE
philippines PH poland PL portugal PT puertoRico PR qatar QA romania RO russia RU rwanda RW
saintMartin MF salvatore SV saudiArabia SA senegal SN serbia RS seychelles SC sierraLeone SL
singapore SG slovakia SK slovenia SI somalia SO southAfrica ZA southKorea KR spain ES sriLanka LK
suriname SR SVGrenadines VC swaziland SZ sweden SE switzerland CH tajikistan TJ tanzania TZ TAT TT
thailand TH togo TG tunisia TN turkey TR turkmenistan TM uae AE uganda UG UK GB ukraine UA
uruguay UY usa US uzbekistan UZ venezuela VE vietNam VN yemen YE zambia ZM zimbabwe ZW
`;

const regions = new Map<string, string>();
const parts = regions_text.trim().split(/\s+/);
for (let at = 0; at + 1 < parts.length; at += 2) regions.set(parts[at] ?? "", parts[at + 1] ?? "");

/** Undefined for an identifier that the table has gained since. */
export const region_of = (identifier: string): string | undefined => regions.get(identifier);
